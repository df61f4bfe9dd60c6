import { inventory } from '../../domain/privacy/inventory.ts'
import { action } from '../../platform/scope.ts'
import { retentionOf } from './retention.store.ts'

/** What is stored, why and for how long, in the reader's language. */
export const readInventory = action('self', async (scope) => ({
  topics: inventory(scope.locale, await retentionOf(scope)),
}))

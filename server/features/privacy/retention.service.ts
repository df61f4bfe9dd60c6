import type { Periods } from '../../domain/privacy/inventory.ts'
import { instant } from '../../platform/schema.ts'
import { action, type Scope } from '../../platform/scope.ts'
import * as store from './retention.store.ts'

export const getRetention = action('privacy:write', (scope) => shown(scope))

interface Change {
  patch: Partial<Periods>
  check: (storedVersion: number) => void
}

/** Merge patch; it takes effect with the job's next round. */
export const changeRetention = action('privacy:write', async (scope, { patch, check }: Change) => {
  const before = await store.retentionOf(scope, true)
  check(before.version)
  await store.changeRetention(scope, patch)
  const after = await shown(scope)
  if (after.version !== before.version)
    scope.emit({ type: 'organization.updated', subjectId: scope.organizationId, clientId: null })
  return after
})

/** What would go now, by the setting with these changes. */
export const previewRetention = action('privacy:write', async (scope, changes: Partial<Periods>) =>
  store.wouldGo(scope, { ...(await store.retentionOf(scope)), ...changes }),
)

async function shown(scope: Scope) {
  const { version, updatedAt, ...periods } = await store.retentionOf(scope)
  return { organizationId: scope.organizationId, ...periods, version, updatedAt: instant(updatedAt) }
}

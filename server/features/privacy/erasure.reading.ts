import { DomainError } from '../../platform/errors.ts'
import { asTheyAre, reader } from '../../platform/reading.ts'
import type { ErasureRequestRow } from './erasure.entity.ts'
import { listRequests } from './erasure.store.ts'

/** Who asks to be erased, for the graph: an admin sees all, clients their own, coaches none. */
export const erasureRequestReader = reader({
  permission: 'self',
  list(scope, filters) {
    if (scope.actor.role === 'coach')
      throw new DomainError('forbidden', 'Only admins see who asks to be erased.')
    return listRequests(scope, filters)
  },
  needs: { client: ['clientId'] },
  finish: asTheyAre<ErasureRequestRow>,
})

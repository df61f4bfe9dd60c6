import type { Static } from 'typebox'
import type { Change } from '../../platform/change.ts'
import { action } from '../../platform/scope.ts'
import { type OrganizationPatch, toOrganization } from './organizations.schema.ts'
import * as store from './organizations.store.ts'

export const getOrganization = action('organization:read', async (scope, _: null) =>
  toOrganization(await store.ownOrganization(scope)),
)

/** Merge patch. What is planned already stays as it was planned. */
export const changeOrganization = action(
  'organization:write',
  async (scope, { patch, check }: Omit<Change<Static<typeof OrganizationPatch>>, 'id'>) => {
    const before = await store.ownOrganization(scope, { lock: true })
    check(before.version)
    if (Object.keys(patch).length > 0) await store.updateOrganization(scope, patch)
    const after = await store.ownOrganization(scope)
    if (after.version !== before.version)
      scope.emit({ type: 'organization.updated', subjectId: after.id, clientId: null })
    return toOrganization(after)
  },
)

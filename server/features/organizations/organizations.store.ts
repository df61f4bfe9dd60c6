import { firstRow } from '../../platform/query.ts'
import type { Scope } from '../../platform/scope.ts'
import { type OrganizationRow, organizationEntity } from './organizations.entity.ts'

/** The caller's organization; locked until the transaction ends, if wanted. */
export async function ownOrganization(
  { db, organizationId }: Scope,
  { lock = false } = {},
): Promise<OrganizationRow> {
  const query = db.createQueryBuilder(organizationEntity, 't').select([])
  for (const { propertyName } of db.connection.getMetadata(organizationEntity).columns)
    query.addSelect(`t.${propertyName}`, propertyName)
  query.where('t.id = :organizationId', { organizationId })
  if (lock) query.setLock('for_no_key_update')
  return firstRow(await query.getRawMany<OrganizationRow>())
}

export const updateOrganization = (
  { db, organizationId }: Scope,
  patch: Partial<OrganizationRow>,
): Promise<unknown> => db.update(organizationEntity, { id: organizationId }, patch)

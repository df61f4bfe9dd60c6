import { reader } from '../../platform/reading.ts'
import type { ApiKeyRow } from './api-keys.entity.ts'
import { statusOf } from './api-keys.schema.ts'
import { clientIdsOf, listApiKeys } from './api-keys.store.ts'

/** API keys for the graph. */
export const apiKeyReader = reader({
  permission: 'api-keys:write',
  list: listApiKeys,
  needs: {
    status: ['revokedAt', 'expiresAt'],
    clientIds: ['restricted'],
    createdBy: ['createdBy'],
    createdById: ['createdBy'],
  },
  async finish(scope, rows: ApiKeyRow[], fields) {
    const ids = fields.has('clientIds') ? rows.flatMap((row) => (row.restricted ? row.id : [])) : []
    const clients = ids.length > 0 ? await clientIdsOf(scope, ids) : null
    const now = new Date()
    return rows.map((row) => ({
      ...row,
      createdById: row.createdBy,
      clientIds: row.restricted ? (clients?.get(row.id) ?? []) : null,
      ...(fields.has('status') && { status: statusOf(row, now) }),
    }))
  },
})

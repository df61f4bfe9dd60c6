import type { DataSource, EntityManager } from 'typeorm'
import { type PageRequest, pageOf } from '../../platform/keyset.ts'
import { firstRow, oneOf, rowsByIds, selectFrom } from '../../platform/query.ts'
import type { Scope } from '../../platform/scope.ts'
import { hashSecret } from '../../platform/secrets.ts'
import { type ApiKeyRow, apiKeyEntity } from './api-keys.entity.ts'

export interface ApiKeyFilters extends PageRequest {
  status?: 'active' | 'expired' | 'revoked'
  ids?: string
}

// Keys end by real time, whatever a test's clock says.
const inStatus = {
  active: 't.revokedAt IS NULL AND (t.expiresAt IS NULL OR t.expiresAt > now())',
  expired: 't.revokedAt IS NULL AND t.expiresAt <= now()',
  revoked: 't.revokedAt IS NOT NULL',
}

export function listApiKeys(scope: Scope, { status, ids, ...page }: ApiKeyFilters) {
  const query = selectFrom(scope, apiKeyEntity)
  if (status) query.andWhere(inStatus[status])
  if (ids) query.andWhere('t.id = ANY(:ids)', { ids: ids.split(',') })
  return pageOf<ApiKeyRow>(scope.db, query, page)
}

export const findApiKey = (scope: Scope, id: string, lock = false): Promise<ApiKeyRow | null> =>
  oneOf(selectFrom(scope, apiKeyEntity), id, lock)

export const apiKeyById = async (scope: Scope, id: string): Promise<ApiKeyRow> =>
  firstRow(await rowsByIds(scope, apiKeyEntity, [id]))

/** The clients to whom these keys are restricted. */
export async function clientIdsOf(scope: Scope, keyIds: readonly string[]): Promise<Map<string, string[]>> {
  const rows: { api_key_id: string; ids: string[] }[] = await scope.db.query(
    `SELECT api_key_id, array_agg(client_id ORDER BY client_id) AS ids FROM api_key_client
     WHERE organization_id = $1 AND api_key_id = ANY($2) GROUP BY api_key_id`,
    [scope.organizationId, keyIds],
  )
  return new Map(rows.map(({ api_key_id, ids }) => [api_key_id, ids]))
}

export const restrictTo = (scope: Scope, keyId: string, clientIds: readonly string[]): Promise<unknown> =>
  scope.db.query(
    'INSERT INTO api_key_client (organization_id, api_key_id, client_id) SELECT $1, $2, unnest($3::uuid[])',
    [scope.organizationId, keyId, clientIds],
  )

/** Makes the key findable by its text, of which only the hash is kept. */
export const rememberKey = (db: EntityManager, keyId: string, text: string): Promise<unknown> =>
  db.query(`SELECT remember_credential('api_key', $1, $2)`, [hashSecret('api_key', text), keyId])

/** Whose key has this hash, before anything else is known of the caller; null when there is no such key. */
export async function findOwner(
  source: DataSource,
  hash: Buffer,
): Promise<{ organizationId: string; keyId: string } | null> {
  const [row] = await source.query(`SELECT * FROM find_credential('api_key', $1)`, [hash])
  return row ? { organizationId: row.organization_id, keyId: row.subject_id } : null
}

/** Notes that a key is in use, to the minute; the version stays. Leaves the row when somebody else has it just now. */
export const noteUse = (db: EntityManager, keyId: string): Promise<unknown> =>
  db.query(
    `UPDATE api_key SET last_used_at = date_trunc('minute', now()) WHERE id = (
       SELECT id FROM api_key WHERE id = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())
         AND (last_used_at IS NULL OR last_used_at < date_trunc('minute', now())) FOR NO KEY UPDATE SKIP LOCKED)`,
    [keyId],
  )

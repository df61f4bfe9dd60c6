import type { Static } from 'typebox'
import { v7 as newId } from 'uuid'
import type { Change } from '../../platform/change.ts'
import { conflict, notFound, referenceNotFound, violates } from '../../platform/errors.ts'
import { byId, insertRows, updateRow } from '../../platform/query.ts'
import { action, type Scope } from '../../platform/scope.ts'
import { clientsByIds } from '../clients/clients.store.ts'
import { membersByIds } from '../members/members.store.ts'
import { type ApiKeyRow, apiKeyEntity } from './api-keys.entity.ts'
import { type ApiKeyBody, type ApiKeyPatch, toApiKey } from './api-keys.schema.ts'
import * as store from './api-keys.store.ts'
import { hintOf, type KeyEnvironment, newKeyText } from './api-keys.text.ts'

export const listApiKeys = action('api-keys:write', async (scope, filters: store.ApiKeyFilters) => {
  const { data, page } = await store.listApiKeys(scope, filters)
  return { data: await present(scope, data), page }
})

export const getApiKey = action('api-keys:write', async (scope, id: string) =>
  one(scope, await required(scope, id)),
)

/** A new key; its text is in this answer and nowhere else. */
export const createApiKey = (environment: KeyEnvironment) =>
  action('api-keys:write', async (scope, body: Static<typeof ApiKeyBody>) => {
    const { name, scopes, clientIds = null } = body
    const expiresAt = body.expiresAt ? new Date(body.expiresAt) : null
    if (expiresAt) requireFuture(expiresAt)
    if (clientIds) await requireClients(scope, clientIds)
    const [id, key] = [newId(), newKeyText(environment)]
    const row = {
      id,
      name: name.trim(),
      hint: hintOf(key),
      scopes,
      restricted: clientIds !== null,
      expiresAt,
    }
    await insertRows(scope, apiKeyEntity, [{ ...row, createdBy: scope.actor.id }])
    if (clientIds) await store.restrictTo(scope, id, clientIds)
    await store.rememberKey(scope.db, id, key)
    return { ...(await one(scope, await store.apiKeyById(scope, id))), key }
  })

/** Merge patch of the name and an earlier end. */
export const changeApiKey = action(
  'api-keys:write',
  async (scope, { id, patch, check }: Change<Static<typeof ApiKeyPatch>>) => {
    const before = await required(scope, id, true)
    check(before.version)
    if (before.revokedAt) throw conflict('revoked', 'This API key has been revoked; it stays as it is.')
    const { name, expiresAt } = patch
    const end = expiresAt === undefined ? undefined : new Date(expiresAt)
    if (end) requireFuture(end)
    if (end && before.expiresAt && end > before.expiresAt)
      throw violates('/expiresAt', 'later_end', 'may only come earlier; make a new key instead')
    await updateRow(scope, apiKeyEntity, id, {
      ...(name && { name: name.trim() }),
      ...(end && { expiresAt: end }),
    })
    return one(scope, await store.apiKeyById(scope, id))
  },
)

/** Revokes a key: from its commit on no request with it is answered, by any replica. Doing it twice is the same as once. */
export const revokeApiKey = action(
  'api-keys:write',
  async (scope, { id, check }: Pick<Change<never>, 'id' | 'check'>) => {
    const before = await required(scope, id, true)
    if (before.revokedAt) return
    check(before.version)
    await updateRow(scope, apiKeyEntity, id, { revokedAt: scope.now })
  },
)

// By real time, as keys end by it.
function requireFuture(end: Date): void {
  if (end.getTime() <= Date.now()) throw violates('/expiresAt', 'in_the_past', 'must be in the future')
}

async function requireClients(scope: Scope, ids: readonly string[]): Promise<void> {
  const known = byId(await clientsByIds(scope, ids))
  const at = ids.findIndex((id) => !known.has(id.toLowerCase()))
  if (at >= 0) throw referenceNotFound(`/clientIds/${at}`, 'client')
}

async function present(scope: Scope, rows: readonly ApiKeyRow[]) {
  const clients = await store.clientIdsOf(
    scope,
    rows.filter(({ restricted }) => restricted).map(({ id }) => id),
  )
  const creators = byId(
    await membersByIds(
      scope,
      rows.map(({ createdBy }) => createdBy),
    ),
  )
  const now = new Date()
  return rows.map((row) => toApiKey(row, now, clients.get(row.id), creators.get(row.createdBy)?.name ?? ''))
}

async function one(scope: Scope, row: ApiKeyRow) {
  const [key] = await present(scope, [row])
  return key as NonNullable<typeof key>
}

async function required(scope: Scope, id: string, lock = false): Promise<ApiKeyRow> {
  const row = await store.findApiKey(scope, id, lock)
  if (!row) throw notFound('API key')
  return row
}

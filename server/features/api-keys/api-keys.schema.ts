import { type Static, Type } from 'typebox'
import { keyScopes } from '../../domain/permissions.ts'
import {
  Body,
  Id,
  Instant,
  instant,
  ListOf,
  ListQuery,
  maybeInstant,
  named,
  OrNull,
  recordFields,
  Text,
  versionFields,
} from '../../platform/schema.ts'
import type { ApiKeyRow } from './api-keys.entity.ts'

const Scopes = Type.Array(Type.Enum([...keyScopes]), {
  minItems: 1,
  uniqueItems: true,
  maxItems: keyScopes.length,
})
const ClientIds = Type.Array(Id, {
  minItems: 1,
  maxItems: 1000,
  uniqueItems: true,
  description: 'Restricts the key to these clients and what is theirs.',
})

const fields = {
  ...recordFields,
  name: Type.String(),
  hint: Type.String({ description: 'The beginning and the end, to recognize it by.' }),
  scopes: Type.Array(Type.Enum([...keyScopes])),
  clientIds: OrNull(Type.Array(Id, { description: 'The clients to whom it is restricted; null: to none.' })),
  status: Type.Enum(['active', 'expired', 'revoked']),
  expiresAt: OrNull(Instant),
  revokedAt: OrNull(Instant),
  lastUsedAt: OrNull(Type.String({ format: 'date-time', description: 'To the minute.' })),
  createdBy: Type.Object({ id: Id, name: Type.String() }),
  ...versionFields,
}

export const ApiKey = named('ApiKey', fields, 'With what a program calls, as itself and within its scopes.')
export const NewApiKey = named(
  'NewApiKey',
  {
    ...fields,
    key: Type.String({ description: 'The key itself. It is shown this once and stored nowhere.' }),
  },
  'An API key that has just been made.',
)

export const ApiKeyBody = Body({
  name: Text(100, 'What it is for.'),
  scopes: Scopes,
  expiresAt: Type.Optional(OrNull(Instant)),
  clientIds: Type.Optional(OrNull(ClientIds)),
})

/** Rights are never widened: for more, make another key. */
export const ApiKeyPatch = Body({
  name: Type.Optional(Text(100)),
  expiresAt: Type.Optional(Instant),
})

export const ApiKeyQuery = ListQuery(['createdAt', 'updatedAt'], {
  status: Type.Optional(Type.Enum(['active', 'expired', 'revoked'], { description: 'Only those.' })),
})
export const ApiKeys = ListOf(ApiKey)

/** Whether a key is taken, by real time. */
export function statusOf(
  { revokedAt, expiresAt }: Pick<ApiKeyRow, 'revokedAt' | 'expiresAt'>,
  now: Date,
): Static<typeof ApiKey>['status'] {
  if (revokedAt) return 'revoked'
  return expiresAt !== null && expiresAt <= now ? 'expired' : 'active'
}

export function toApiKey(
  row: ApiKeyRow,
  now: Date,
  clientIds: string[] | undefined,
  creator: string,
): Static<typeof ApiKey> {
  return {
    id: row.id,
    organizationId: row.organizationId,
    name: row.name,
    hint: row.hint,
    scopes: row.scopes as Static<typeof ApiKey>['scopes'],
    clientIds: row.restricted ? (clientIds ?? []) : null,
    status: statusOf(row, now),
    expiresAt: maybeInstant(row.expiresAt),
    revokedAt: maybeInstant(row.revokedAt),
    lastUsedAt: maybeInstant(row.lastUsedAt),
    createdBy: { id: row.createdBy, name: creator },
    version: row.version,
    createdAt: instant(row.createdAt),
    updatedAt: instant(row.updatedAt),
  }
}

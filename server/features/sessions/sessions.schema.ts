import { type Static, Type } from 'typebox'
import { loginMethods } from '../../domain/vocabulary.ts'
import { Body, Id, Instant, instant, ListOf, ListQuery, named, OrNull } from '../../platform/schema.ts'
import type { SessionRow } from './sessions.entity.ts'

export const Session = named(
  'Session',
  {
    id: Id,
    current: Type.Boolean({ description: 'Whether this request came by it.' }),
    method: OrNull(Type.Enum([...loginMethods], { description: 'By what it was opened.' })),
    secondFactor: Type.Boolean({ description: 'Whether a second factor was shown.' }),
    userAgent: OrNull(Type.String({ description: 'What the browser or app says of itself.' })),
    ip: OrNull(Type.String({ description: 'From which address it was opened.' })),
    createdAt: Instant,
    lastUsedAt: { ...Instant, description: 'When its access token was last renewed.' },
    expiresAt: {
      ...Instant,
      description: 'When it ends unless it is used; 90 days after it began in any case.',
    },
  },
  'A login of one’s own that holds.',
)

export const SessionQuery = ListQuery(['lastUsedAt', 'createdAt'], {})
export const Sessions = ListOf(Session)

export const EverywhereBody = Body({
  keepThis: Type.Optional(
    Type.Boolean({ description: 'Whether the login that asks goes on. If left out it ends too.' }),
  ),
})

export const toSession = (row: SessionRow, current: string | null): Static<typeof Session> => ({
  id: row.id,
  current: row.id === current,
  method: row.method as Static<typeof Session>['method'],
  secondFactor: row.secondFactor,
  userAgent: row.userAgent,
  ip: row.ip,
  createdAt: instant(row.createdAt),
  lastUsedAt: instant(row.rotatedAt),
  expiresAt: instant(row.expiresAt),
})

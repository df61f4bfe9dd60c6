import { type Static, Type } from 'typebox'
import {
  Body,
  Email,
  Id,
  Instant,
  instant,
  ListOf,
  ListQuery,
  LocaleName,
  maybeInstant,
  named,
  OrNull,
  recordFields,
  Text,
  TimeZone,
  versionFields,
} from '../../platform/schema.ts'
import type { InvitationRow } from './invitations.entity.ts'

const kinds = ['member', 'client'] as const

export const Invitation = named(
  'Invitation',
  {
    ...recordFields,
    kind: Type.Enum([...kinds], { description: 'To work here, or to see one’s own things as a client.' }),
    email: Type.String(),
    role: OrNull(Type.Enum(['admin', 'coach'], { description: 'Of a member; null for a client.' })),
    clientId: OrNull(Id),
    status: Type.Enum(['open', 'accepted', 'expired', 'revoked']),
    invitedBy: Id,
    sentAt: Instant,
    expiresAt: Instant,
    acceptedAt: OrNull(Instant),
    ...versionFields,
  },
  'A link by mail with which somebody gets a login. It works once, for seven days.',
)

export const InvitationBody = Body({
  kind: Type.Enum([...kinds]),
  email: Type.Optional({ ...Email, description: 'Of a member; a client’s is on the client.' }),
  role: Type.Optional(Type.Enum(['admin', 'coach'])),
  name: Type.Optional(Text(200, 'Of a member.')),
  clientId: Type.Optional(Id),
  locale: Type.Optional(LocaleName),
})
export const InvitationQuery = ListQuery(['createdAt'], {
  clientId: Type.Optional(Id),
  open: Type.Optional(
    Type.Boolean({ description: 'Only those that can still be accepted, or only the others.' }),
  ),
})
export const Invitations = ListOf(Invitation)

const Token = Type.String({ minLength: 1, maxLength: 100, description: 'From the link in the mail.' })

export const LookBody = Body({ token: Token })
export const InvitationSeen = named(
  'InvitationSeen',
  {
    organization: Type.String(),
    kind: Type.Enum([...kinds]),
    email: Type.String(),
    name: OrNull(Type.String({ description: 'As who invited them wrote it; null where they left it out.' })),
    locale: LocaleName,
    hasAccount: Type.Boolean({
      description: 'Whether that address has a login here already: its password is asked for then.',
    }),
  },
  'What an invitation is about, for who holds its link.',
)

export const AcceptBody = Body({
  token: Token,
  password: Type.String({
    minLength: 1,
    maxLength: 1000,
    description: 'A new one, or that of the login there is.',
  }),
  name: Type.Optional(Text(200, 'Of a member.')),
  timeZone: Type.Optional(TimeZone),
  locale: Type.Optional(LocaleName),
  consent: Type.Optional(
    Type.Object(
      { pipeline: Type.Boolean(), notes: Type.Boolean(), contacts: Type.Boolean() },
      {
        additionalProperties: false,
        description: 'Of a client: what the practice may see. All, if left out.',
      },
    ),
  ),
  deviceToken: Type.Optional(Type.String({ maxLength: 100 })),
})

/** Whether an invitation can still be accepted, by real time. */
export function statusOf({
  acceptedAt,
  revokedAt,
  expiresAt,
}: Pick<InvitationRow, 'acceptedAt' | 'revokedAt' | 'expiresAt'>): Static<typeof Invitation>['status'] {
  if (acceptedAt) return 'accepted'
  if (revokedAt) return 'revoked'
  return expiresAt <= new Date() ? 'expired' : 'open'
}

export const toInvitation = (row: InvitationRow): Static<typeof Invitation> => ({
  id: row.id,
  organizationId: row.organizationId,
  kind: row.kind,
  email: row.email,
  role: row.role,
  clientId: row.clientId,
  status: statusOf(row),
  invitedBy: row.invitedBy,
  sentAt: instant(row.sentAt),
  expiresAt: instant(row.expiresAt),
  acceptedAt: maybeInstant(row.acceptedAt),
  version: row.version,
  createdAt: instant(row.createdAt),
  updatedAt: instant(row.updatedAt),
})

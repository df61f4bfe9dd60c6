import { type Static, Type } from 'typebox'
import { Id, Instant, instant, maybeInstant, named, OrNull, ref } from '../../platform/schema.ts'
import { marksHidden } from './mail.links.ts'
import type { MailRow } from './mail.store.ts'

export const Mail = named(
  'Mail',
  {
    id: Id,
    kind: Type.String(),
    recipient: Type.String(),
    subject: Type.String(),
    text: OrNull(
      Type.String({
        description:
          'Null for one that bears a link to log in; other links that act for their reader are left out.',
      }),
    ),
    secret: Type.Boolean({ description: 'Whether it bears a link to log in.' }),
    status: Type.Enum(['queued', 'sent', 'kept', 'failed'], {
      description: 'Kept: there is no SMTP server, it was not sent.',
    }),
    tries: Type.Integer(),
    sentAt: OrNull(Instant),
    lastError: OrNull(Type.String({ description: 'What the mail server said to the last try that failed.' })),
    createdAt: Instant,
  },
  'A mail that goes out, or went.',
)

export const MailQuery = Type.Object(
  {
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, description: '25 if left out.' })),
    cursor: Type.Optional(Type.String({ maxLength: 200, description: 'From nextCursor.' })),
  },
  { additionalProperties: false },
)

export const Mails = Type.Object({
  data: Type.Array(ref(Mail)),
  page: Type.Object({ nextCursor: OrNull(Type.String()) }),
})

export const toMail = (row: MailRow): Static<typeof Mail> => ({
  id: row.id,
  kind: row.kind,
  recipient: row.recipient,
  subject: row.subject,
  text: row.text && marksHidden(row.text),
  secret: row.secret,
  status: row.status,
  tries: row.tries,
  sentAt: maybeInstant(row.sent_at),
  lastError: row.last_error,
  createdAt: instant(row.created_at),
})

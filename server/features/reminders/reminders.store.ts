import { quietBegins } from '../../domain/reminders/quiet.ts'
import { hashSecret } from '../../platform/secrets.ts'
import type { Composed } from '../mail/mail.letter.ts'
import { actToken } from '../mail/mail.links.ts'
import type { Reader, Reading } from './reminders.people.ts'

/** Milliseconds after which a mail that could not be sent is of no use any more; the digest and the panel have it. */
const longestWay = 2 * 3_600_000

/** Puts a reminder on its way, for as long as it is not quiet where its reader is; the mail's id is its Message-ID at every try. */
export async function writeMail(
  db: Reading,
  reader: Reader,
  kind: 'due' | 'digest',
  { subject, text, html }: Composed,
  now: Date,
): Promise<string> {
  const { timeZone, preferences } = reader
  const left = Math.min(longestWay, quietBegins(now, timeZone, preferences.quiet).getTime() - now.getTime())
  const [row] = await db.query<{ id: string }>(
    `INSERT INTO mail (organization_id, kind, recipient, subject, text, html, member_id, client_id, send_before)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, now() + make_interval(secs => $9)) RETURNING id`,
    [
      reader.organizationId,
      kind,
      reader.email,
      subject,
      text,
      html,
      reader.memberId,
      reader.clientId,
      left / 1000,
    ],
  )
  return row?.id as string
}

/** Decided: by this mail, or because there was nothing to write. */
export const settle = (db: Reading, ids: readonly string[], mailId: string | null): Promise<unknown> =>
  db.query(`UPDATE reminder SET settled_at = app_now(), mail_id = $2 WHERE id = ANY($1)`, [ids, mailId])

/** Later: at this moment by app_now(). */
export const putOff = (db: Reading, ids: readonly string[], until: Date): Promise<unknown> =>
  db.query('UPDATE reminder SET send_at = $2 WHERE id = ANY($1)', [ids, until])

/** Makes the links of reminders work: hashes of their tokens are remembered. */
export const rememberLinks = (db: Reading, key: Buffer, ids: readonly string[]): Promise<unknown> =>
  db.query('SELECT remember_reminders($1, $2)', [
    ids,
    ids.map((id) => hashSecret('mail_action', actToken(key, id))),
  ])

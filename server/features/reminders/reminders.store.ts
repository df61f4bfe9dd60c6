import { hashSecret } from '../../platform/secrets.ts'
import type { Composed } from '../mail/mail.letter.ts'
import { actToken } from '../mail/mail.links.ts'
import type { Reader, Reading } from './reminders.people.ts'

/** Puts a reminder on its way; the mail's id is its Message-ID at every try. */
export async function writeMail(
  db: Reading,
  reader: Reader,
  kind: 'due' | 'digest',
  { subject, text, html }: Composed,
): Promise<string> {
  const [row] = await db.query<{ id: string }>(
    `INSERT INTO mail (organization_id, kind, recipient, subject, text, html, member_id, client_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
    [reader.organizationId, kind, reader.email, subject, text, html, reader.memberId, reader.clientId],
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

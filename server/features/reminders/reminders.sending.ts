import { nextDueMail } from '../../domain/reminders/due.ts'
import { isQuiet, quietEnds } from '../../domain/reminders/quiet.ts'
import { composeLetter } from '../mail/mail.compose.ts'
import { visibleTo } from './reminders.access.ts'
import { dueLetter } from './reminders.letter.ts'
import {
  people as everybody,
  preferenceJoins,
  type Reader,
  type ReaderRow,
  type Reading,
  readerColumns,
  toReader,
} from './reminders.people.ts'
import { putOff, rememberLinks, settle, writeMail } from './reminders.store.ts'
import { type TaskToTell, tell, tellingColumns, tellingJoins } from './reminders.tasks.ts'

/** A mail names so many, and says how many more there are. */
export const mostNamed = 20

interface Waiting {
  id: string
  organization_id: string
  recipient_id: string
  task_id: string
  moment: Date
}

export interface Sending {
  now: Date
  key: Buffer
  publicUrl: string
}

/**
 * Writes mails about what has fallen due, one to each person however much there is. Of one person's only one worker writes
 * at a time. Gives the number of reminders looked at, and of mails written.
 */
export async function sendDue(
  db: Reading,
  sending: Sending,
  most: number,
): Promise<{ seen: number; mails: number }> {
  const people = await db.query<{ recipient_id: string }>(
    `SELECT DISTINCT recipient_id FROM (SELECT recipient_id FROM reminder
       WHERE settled_at IS NULL AND kind = 'due' AND send_at <= app_now() ORDER BY send_at LIMIT $1) AS first`,
    [most],
  )
  let [seen, mails] = [0, 0]
  for (const { recipient_id } of people) {
    const [own] = await db.query<{ got: boolean }>(
      'SELECT pg_try_advisory_xact_lock(hashtextextended($1, 1806)) AS got',
      [recipient_id],
    )
    if (!own?.got) continue
    const waiting = await db.query<Waiting>(
      `SELECT id, organization_id, recipient_id, task_id, moment FROM reminder
       WHERE recipient_id = $1 AND settled_at IS NULL AND kind = 'due' AND send_at <= app_now() FOR UPDATE SKIP LOCKED`,
      [recipient_id],
    )
    const [first, ...others] = waiting
    seen += waiting.length
    if (first && (await sendTo(db, sending, [first, ...others]))) mails++
  }
  return { seen, mails }
}

async function sendTo(db: Reading, sending: Sending, waiting: [Waiting, ...Waiting[]]): Promise<boolean> {
  const ids = waiting.map(({ id }) => id)
  const [{ organization_id, recipient_id }] = waiting
  const [row] = await db.query<ReaderRow>(
    `SELECT ${readerColumns} FROM (${everybody}) AS p JOIN organization o ON o.id = p.organization_id ${preferenceJoins}
     WHERE p.organization_id = $1 AND (p.member_id = $2 OR p.client_id = $2)`,
    [organization_id, recipient_id],
  )
  const reader = row && toReader(row)
  if (!reader?.preferences.dueMails || reader.unsubscribed) {
    await settle(db, ids, null)
    return false
  }
  const at = await allowedAt(db, reader, sending.now, recipient_id)
  if (at > sending.now) {
    await putOff(db, ids, at)
    return false
  }
  const rows = await tasksOf(db, reader, waiting)
  if (rows.length === 0) {
    await settle(db, ids, null)
    return false
  }
  const shown = rows.slice(0, mostNamed)
  const letter = dueLetter(
    reader,
    shown.map((task) => ({ ...tell(task, reader), reminderId: task.reminder_id })),
    rows.length - shown.length,
    sending.publicUrl,
  )
  const mailId = await writeMail(db, reader, 'due', composeLetter(letter, reader.locale), sending.now)
  await settle(db, ids, mailId)
  await rememberLinks(
    db,
    sending.key,
    shown.map(({ reminder_id }) => reminder_id),
  )
  return true
}

/** Not in quiet hours, and not right after the last one. */
async function allowedAt(
  db: Reading,
  { organizationId, timeZone, preferences }: Reader,
  now: Date,
  personId: string,
) {
  const [last] = await db.query<{ at: Date | null }>(
    `SELECT max(settled_at) AS at FROM reminder
     WHERE organization_id = $1 AND recipient_id = $2 AND kind = 'due' AND mail_id IS NOT NULL AND settled_at <= app_now()`,
    [organizationId, personId],
  )
  const at = nextDueMail(last?.at ?? null, now)
  return isQuiet(at, timeZone, preferences.quiet) ? quietEnds(at, timeZone, preferences.quiet) : at
}

type Row = TaskToTell & { reminder_id: string }

/** Those that are still to be done, and that the reader may see by now; the earliest first. */
async function tasksOf(db: Reading, reader: Reader, waiting: readonly Waiting[]) {
  const rows = await db.query<Row>(
    `SELECT x.reminder_id, ${tellingColumns}
     FROM unnest($2::uuid[], $3::uuid[], $4::timestamptz[]) AS x (reminder_id, task_id, moment)
     JOIN task t ON t.organization_id = $1 AND t.id = x.task_id AND t.due_at = x.moment AND t.status IN ('due', 'overdue')
     ${tellingJoins} ORDER BY t.due_at, t.id`,
    [
      reader.organizationId,
      waiting.map(({ id }) => id),
      waiting.map(({ task_id }) => task_id),
      waiting.map(({ moment }) => moment),
    ],
  )
  return visibleTo(db, reader, rows)
}

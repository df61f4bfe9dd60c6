import { Temporal } from 'temporal-polyfill'
import { digestDay } from '../../domain/reminders/digest.ts'
import { composeLetter } from '../mail/mail.compose.ts'
import { withoutMarks } from '../mail/mail.links.ts'
import { type Consenting, consentColumns, visibleTo } from './reminders.access.ts'
import { digestLetter } from './reminders.letter.ts'
import {
  people,
  preferenceJoins,
  type Reader,
  type ReaderRow,
  type Reading,
  readerColumns,
  toReader,
} from './reminders.people.ts'
import type { Sending } from './reminders.sending.ts'
import { settle, writeMail } from './reminders.store.ts'
import { type TaskToTell, tell, tellingColumns, tellingJoins } from './reminders.tasks.ts'

interface Timing {
  zone: string
  minute: number
  from: number
  to: number
}

const subscribers = `(${people}) AS p JOIN organization o ON o.id = p.organization_id ${preferenceJoins}`
const wanting = `coalesce(own.digest, shared.digest, true) AND own.unsubscribed_at IS NULL`

/** The zones and hours in which somebody wants a digest, each with the local day whose digest is to go out now. */
async function mornings(db: Reading, now: Date): Promise<(Timing & { day: string })[]> {
  const timings = await db.query<Timing>(
    `SELECT DISTINCT time_zone AS zone, digest_minute AS minute, quiet_from AS from, quiet_to AS to
     FROM (SELECT ${readerColumns} FROM ${subscribers} WHERE ${wanting}) AS r`,
  )
  return timings.flatMap((timing) => {
    const { zone, minute, from, to } = timing
    const day = digestDay(now, zone, { digestAt: minute, quiet: { from, to } })
    return day ? [{ ...timing, day }] : []
  })
}

/**
 * Writes the digests of this moment, each person's once for each of their days, whatever else happens; also who has
 * nothing to read is remembered, so that what comes up later does not make a digest at noon.
 * Gives the number of people, and of mails.
 */
export async function sendDigests(
  db: Reading,
  sending: Sending,
  most: number,
): Promise<{ seen: number; mails: number }> {
  const due = await mornings(db, sending.now)
  if (due.length === 0) return { seen: 0, mails: 0 }
  const rows = await db.query<ReaderRow & { day: string }>(
    `SELECT r.*, x.day FROM (SELECT ${readerColumns} FROM ${subscribers} WHERE ${wanting}) AS r
     JOIN unnest($1::text[], $2::int[], $3::int[], $4::int[], $5::text[]) AS x (zone, minute, quiet_from, quiet_to, day)
       ON x.zone = r.time_zone AND x.minute = r.digest_minute AND x.quiet_from = r.quiet_from AND x.quiet_to = r.quiet_to
     WHERE NOT EXISTS (SELECT FROM reminder d WHERE d.organization_id = r.organization_id AND d.kind = 'digest'
       AND d.recipient_id = coalesce(r.member_id, r.client_id) AND d.local_date = x.day::date)
     LIMIT $6`,
    [
      due.map(({ zone }) => zone),
      due.map(({ minute }) => minute),
      due.map(({ from }) => from),
      due.map(({ to }) => to),
      due.map(({ day }) => day),
      most,
    ],
  )
  let mails = 0
  for (const row of rows) if (await sendOne(db, sending, toReader(row), row.day)) mails++
  return { seen: rows.length, mails }
}

async function sendOne(db: Reading, sending: Sending, reader: Reader, day: string): Promise<boolean> {
  const [mine] = await db.query<{ id: string }>(
    `INSERT INTO reminder (organization_id, kind, member_id, client_id, local_date, send_at)
     VALUES ($1, 'digest', $2, $3, $4, app_now()) ON CONFLICT DO NOTHING RETURNING id`,
    [reader.organizationId, reader.memberId, reader.clientId, day],
  )
  if (!mine) return false
  const content = await contentFor(db, reader, day)
  const empty = Object.values(content).every((list) => list.length === 0)
  const mailId = empty
    ? null
    : await writeMail(
        db,
        reader,
        'digest',
        composeLetter(
          digestLetter(reader, day, { ...content, begins: beginOf(day, reader) }, sending.publicUrl),
          reader.locale,
        ),
        sending.now,
      )
  await settle(db, [mine.id], mailId)
  return mailId !== null
}

const beginOf = (day: string, { timeZone }: Reader): Date =>
  new Date(startOf(Temporal.PlainDate.from(day), timeZone))

const startOf = (day: Temporal.PlainDate, zone: string): string =>
  day.toZonedDateTime(zone).toInstant().toString()

// Whoever is away today has nothing of their own; whoever stands in has both.
const coaches = `ARRAY(SELECT $2::uuid WHERE NOT EXISTS (SELECT FROM coverage v WHERE v.organization_id = $1 AND v.member_id = $2
    AND $3::date BETWEEN v.starts_on AND v.ends_on)
  UNION ALL SELECT v.member_id FROM coverage v WHERE v.organization_id = $1 AND v.delegate_id = $2
    AND $3::date BETWEEN v.starts_on AND v.ends_on)`

/** More than anybody reads; what is beyond it is not counted either. */
const mostRows = 500

async function contentFor(db: Reading, reader: Reader, day: string) {
  const today = Temporal.PlainDate.from(day)
  const tomorrow = startOf(today.add({ days: 1 }), reader.timeZone)
  const after = startOf(today.add({ days: 2 }), reader.timeZone)
  const [whose, person] = reader.memberId
    ? [(column: string) => `${column} = ANY (${coaches})`, reader.memberId]
    : [(_: string, client: string) => `${client} = $2 AND $3::date IS NOT NULL`, reader.clientId]
  const base = [reader.organizationId, person, reader.today]
  const tasks = await db.query<TaskToTell>(
    `SELECT ${tellingColumns} FROM task t ${tellingJoins}
     WHERE t.organization_id = $1 AND ${whose('t.coach_id', 't.client_id')}
       AND t.status IN ('scheduled', 'due', 'overdue') AND t.due_at < $4 ORDER BY t.due_at, t.id LIMIT ${mostRows}`,
    [...base, after],
  )
  const told = (await visibleTo(db, reader, tasks)).map((row) => ({
    ...tell(row, reader),
    dueAt: row.due_at,
  }))
  const interviews = await db.query<InterviewRow>(
    `SELECT i.starts_at, i.time_zone, c.name AS client_name, w.title AS position, e.name AS employer, ${consentColumns}
     FROM interview i
     JOIN client c ON c.organization_id = i.organization_id AND c.id = i.client_id AND c.status = 'active' AND c.deleted_at IS NULL
     JOIN opportunity w ON w.organization_id = i.organization_id AND w.id = i.opportunity_id
     JOIN employer e ON e.organization_id = i.organization_id AND e.id = i.employer_id
     WHERE i.organization_id = $1 AND ${whose('c.primary_coach_id', 'c.id')} AND i.deleted_at IS NULL AND i.status = 'planned'
       AND i.starts_at >= $4 AND i.starts_at < $5 ORDER BY i.starts_at, i.id LIMIT ${mostRows}`,
    [...base, startOf(today, reader.timeZone), tomorrow],
  )
  const ends = new Date(tomorrow)
  return {
    overdue: told.filter(({ late }) => late),
    today: told.filter(({ late, dueAt }) => !late && dueAt < ends),
    interviews: (await visibleTo(db, reader, interviews)).map((row) => ({
      startsAt: row.starts_at,
      client: reader.role === 'client' ? null : withoutMarks(row.client_name),
      position: withoutMarks(row.position),
      employer: withoutMarks(row.employer),
    })),
    tomorrow: told.filter(({ late, dueAt }) => !late && dueAt >= ends),
  }
}

interface InterviewRow extends Consenting {
  starts_at: Date
  client_name: string
  position: string
  employer: string
}

export type DigestContent = Awaited<ReturnType<typeof contentFor>>

import { dueMailAt } from '../../domain/reminders/due.ts'
import {
  people,
  preferenceJoins,
  type ReaderRow,
  type Reading,
  readerColumns,
  toReader,
} from './reminders.people.ts'

/** Whoever was without a worker for longer finds it in the digest, and in Afterword. */
const longestDelay = '1 day'

/**
 * Who hears of what has just fallen due: a client with a login of their own tasks, the coach who has it, or whoever stands in
 * for the coach. What is queued is taken away in the same statement, so that each is decided once.
 */
const takeSql = `
WITH taken AS (
  DELETE FROM reminder_queue WHERE ctid = ANY (ARRAY(SELECT ctid FROM reminder_queue LIMIT $1 FOR UPDATE SKIP LOCKED))
  RETURNING organization_id, task_id, moment
), due AS MATERIALIZED (
  SELECT q.organization_id, q.task_id, q.moment, t.client_id, t.coach_id
  FROM taken q
  JOIN task t ON t.organization_id = q.organization_id AND t.id = q.task_id AND t.due_at = q.moment AND t.status IN ('due', 'overdue')
  JOIN client c ON c.organization_id = t.organization_id AND c.id = t.client_id AND c.status = 'active' AND c.deleted_at IS NULL
  WHERE q.moment > app_now() - interval '${longestDelay}'
), away AS MATERIALIZED (
  SELECT v.organization_id, v.member_id, v.delegate_id FROM coverage v JOIN organization o ON o.id = v.organization_id
  WHERE (app_now() AT TIME ZONE o.time_zone)::date BETWEEN v.starts_on AND v.ends_on
    AND v.organization_id = ANY (ARRAY(SELECT organization_id FROM due))
), told AS (
  SELECT organization_id, task_id, moment, client_id AS person FROM due
  UNION SELECT d.organization_id, d.task_id, d.moment, coalesce(a.delegate_id, d.coach_id)
    FROM due d LEFT JOIN away a ON a.organization_id = d.organization_id AND a.member_id = d.coach_id
)
SELECT (SELECT count(*)::int FROM taken) AS taken, x.task_id, x.moment, r.* FROM (SELECT) AS always
LEFT JOIN (told x JOIN LATERAL (
  SELECT ${readerColumns} FROM (${people}) AS p
  JOIN organization o ON o.id = p.organization_id ${preferenceJoins}
  WHERE p.organization_id = x.organization_id AND (p.member_id = x.person OR p.client_id = x.person)
) AS r ON true) ON true`

type Row = { taken: number } & (({ task_id: string; moment: Date } & ReaderRow) | { task_id: null })

/** Nobody reads more than this in one mail; what is beyond is in the digest, and in Afterword. */
const mostWaiting = 200

/** Those that still fit into the one mail that each person gets. */
async function fitting<Row extends ReaderRow>(db: Reading, rows: readonly Row[]): Promise<Row[]> {
  const personOf = (row: ReaderRow) => (row.member_id ?? row.client_id) as string
  const byPerson = new Map<string, Row[]>()
  for (const row of rows) {
    const theirs = byPerson.get(personOf(row))
    if (theirs) theirs.push(row)
    else byPerson.set(personOf(row), [row])
  }
  const waiting = await db.query<{ recipient_id: string; n: number }>(
    `SELECT x.id AS recipient_id, (SELECT count(*)::int FROM (SELECT FROM reminder r WHERE r.organization_id = x.org
       AND r.recipient_id = x.id AND r.kind = 'due' AND r.settled_at IS NULL LIMIT ${mostWaiting}) AS few) AS n
     FROM unnest($1::uuid[], $2::uuid[]) AS x (org, id)`,
    [[...byPerson.values()].map(([row]) => row?.organization_id), [...byPerson.keys()]],
  )
  return waiting.flatMap(({ recipient_id, n }) =>
    (byPerson.get(recipient_id) ?? []).slice(0, mostWaiting - n),
  )
}

/** Decides for what was queued who gets a mail, and when. Gives the number of tasks taken. */
export async function distribute(db: Reading, now: Date, most: number): Promise<number> {
  const rows = await db.query<Row>(takeSql, [most])
  const reached = rows.flatMap((row) => {
    if (row.task_id === null) return []
    const reader = toReader(row)
    const at = reader.unsubscribed ? null : dueMailAt(now, reader.timeZone, reader.preferences)
    return at ? [{ ...row, at }] : []
  })
  const wanted = reached.length > 0 ? await fitting(db, reached) : []
  if (wanted.length > 0)
    await db.query(
      `INSERT INTO reminder (organization_id, kind, member_id, client_id, task_id, moment, send_at)
       SELECT o, 'due', m, c, t, at, send FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::timestamptz[], $6::timestamptz[])
         AS x (o, m, c, t, at, send)
       ON CONFLICT DO NOTHING`,
      [
        wanted.map((row) => row.organization_id),
        wanted.map((row) => row.member_id),
        wanted.map((row) => row.client_id),
        wanted.map((row) => row.task_id),
        wanted.map((row) => row.moment),
        wanted.map((row) => row.at),
      ],
    )
  return rows[0]?.taken ?? 0
}

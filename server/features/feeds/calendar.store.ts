import { createHash } from 'node:crypto'
import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm'
import type { ReasonFacts } from '../../domain/cadence/facts.ts'
import { callMinutes } from '../../domain/calendar/entries.ts'
import type { TaskChannel, TaskKind } from '../../domain/vocabulary.ts'
import type { Scope } from '../../platform/scope.ts'
import { lookedAfterBy, ofCoach } from '../clients/clients.access.ts'
import { knownInterviews } from '../interviews/interviews.store.ts'
import { knownTasks } from '../tasks/tasks.store.ts'
import type { CalendarFeedRow } from './feeds.entity.ts'

/** From when to when a calendar reaches; what was cancelled before that is not told any more. */
export interface Span {
  from: Date
  until: Date
}

/** A calendar of more is no calendar; the earliest are shown. */
const atMost = 1000

type Rows = SelectQueryBuilder<ObjectLiteral>
const same = (alias: string, key: string) =>
  `${alias}.organizationId = t.organizationId AND ${alias}.id = ${key}`

/** Interviews of the feed as far as the caller sees them now, with all that the calendar says of them, and no more. */
export function interviewsIn(scope: Scope, feed: CalendarFeedRow, span: Span): Rows {
  const query = knownInterviews(scope) as unknown as Rows
  const gone = `(t.status = 'cancelled' OR t.deletedAt IS NOT NULL)`
  query
    .innerJoin('client', 'c', `${same('c', 't.clientId')} AND c.deletedAt IS NULL`)
    .innerJoin('employer', 'e', same('e', 't.employerId'))
    .innerJoin('opportunity', 'o', same('o', 't.opportunityId'))
    .andWhere('t.startsAt >= :from AND t.startsAt < :until', span)
    .andWhere(`NOT (${gone} AND t.updatedAt < :from)`)
  if (feed.clientId) query.andWhere('t.clientId = :feedClient', { feedClient: feed.clientId })
  else {
    // Also for an admin, who sees all, only those whom they look after.
    const own = lookedAfterBy(scope)
    query.andWhere(`t.clientId IN (${own.sql})`, own.parameters)
  }
  return selecting(query, {
    ...{ id: 't.id', version: 't.version', startsAt: 't.startsAt', durationMinutes: 't.durationMinutes' },
    ...{ timeZone: 't.timeZone', format: 't.format', round: 't.round', cancelled: gone },
    ...{ client: 'c.name', employer: 'e.name', position: 'o.title' },
    changedAt: 'greatest(t.updatedAt, c.updatedAt, e.updatedAt, o.updatedAt)',
  })
    .orderBy('t.startsAt')
    .addOrderBy('t.id')
    .limit(atMost)
}

export interface CallIn {
  id: string
  version: number
  kind: TaskKind
  channel: TaskChannel
  title: string | null
  facts: ReasonFacts | null
  dueAt: Date
  timeZone: string
  state: 'planned' | 'waiting' | 'closed'
  clientId: string
  client: string
  employer: string | null
  position: string | null
  person: string | null
  changedAt: Date
}

/** Calls likewise: those to come, those whose time has passed, and for a time those that are done or cancelled. */
export function callsIn(scope: Scope, feed: CalendarFeedRow, span: Span): Rows {
  const query = knownTasks(scope) as unknown as Rows
  const open = `t.status IN ('scheduled', 'due', 'overdue')`
  const past = `t.dueAt <= CAST(:now AS timestamptz) - interval '${callMinutes} minutes'`
  query
    .innerJoin('client', 'c', `${same('c', 't.clientId')} AND c.deletedAt IS NULL`)
    .leftJoin('opportunity', 'o', same('o', 't.opportunityId'))
    .leftJoin('employer', 'e', 'e.organizationId = o.organizationId AND e.id = o.employerId')
    .leftJoin('contact', 'k', same('k', 't.contactId'))
    .leftJoin('interview', 'i', same('i', 't.interviewId'))
    .andWhere(`t.channel = 'phone' AND t.dueAt < :until`, span)
    .andWhere(
      `(${open} OR (t.status IN ('done', 'skipped', 'cancelled') AND t.dueAt >= :from AND t.updatedAt >= :from))`,
    )
  if (feed.clientId) query.andWhere('t.clientId = :feedClient', { feedClient: feed.clientId })
  else ofCoach(scope, query, 't.coachId', 'me')
  return selecting(query, {
    ...{ id: 't.id', version: 't.version', kind: 't.kind', channel: 't.channel', title: 't.title' },
    ...{ facts: 't.facts', dueAt: 't.dueAt', timeZone: 'coalesce(i.timeZone, c.timeZone)' },
    state: `CASE WHEN NOT ${open} THEN 'closed' WHEN ${past} THEN 'waiting' ELSE 'planned' END`,
    ...{
      clientId: 't.clientId',
      client: 'c.name',
      employer: 'e.name',
      position: 'o.title',
      person: 'k.name',
    },
    changedAt: 'greatest(t.updatedAt, c.updatedAt, e.updatedAt, o.updatedAt, k.updatedAt, i.updatedAt)',
  })
    .setParameter('now', scope.now)
    .orderBy('t.dueAt')
    .addOrderBy('t.id')
    .limit(atMost)
}

function selecting(query: Rows, columns: Record<string, string>): Rows {
  query.select([])
  for (const [name, sql] of Object.entries(columns)) query.addSelect(sql, name)
  return query
}

/** What tells these rows from any others, reckoned by the database alone. */
export async function fingerprintIn(scope: Scope, rows: Rows): Promise<string> {
  const [sql, parameters] = rows.getQueryAndParameters()
  const [row] = await scope.db.query(
    `SELECT encode(sha256(convert_to(coalesce(string_agg(x::text, chr(10) ORDER BY x.id), ''), 'UTF8')), 'hex') AS fingerprint
     FROM (${sql}) AS x`,
    parameters,
  )
  return row.fingerprint
}

/** The rows, with what {@link fingerprintIn} says of just these. */
export async function rowsIn<Row>(scope: Scope, rows: Rows): Promise<{ rows: Row[]; fingerprint: string }> {
  const [sql, parameters] = rows.getQueryAndParameters()
  const found: (Row & { id: string; whole: string })[] = await scope.db.query(
    `SELECT x.*, x::text AS whole FROM (${sql}) AS x`,
    parameters,
  )
  const whole = found.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map((row) => row.whole)
  return { rows: found, fingerprint: createHash('sha256').update(whole.join('\n')).digest('hex') }
}

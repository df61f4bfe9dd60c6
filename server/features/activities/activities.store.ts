import type { ObjectLiteral } from 'typeorm'
import {
  countedAtMost,
  type Page,
  type PageRequest,
  pageFrom,
  type Slice,
  totalOf,
} from '../../platform/keyset.ts'
import type { Scope } from '../../platform/scope.ts'
import { allowedClients, visibleClients } from '../clients/clients.access.ts'
import { typesFor, visibleTo } from './activities.access.ts'

export interface ActivityRow {
  id: string
  occurredAt: Date
  recordType: string
  recordId: string
  part: string | null
  clientId: string | null
  verb: string
  changes: Record<string, [unknown, unknown]>
  actorKind: 'member' | 'client' | 'key' | 'job'
  actorId: string | null
  sessionId: string | null
  ip: string | null
  requestId: string | null
}

export interface ActivityFilters extends PageRequest {
  clientId?: string
  recordType?: string
  recordId?: string
  actorId?: string
  actorKind?: string
  occurredAfter?: string
  occurredBefore?: string
}

/** A part of the log: where it is, how its columns are called there, and which rows. */
interface Source {
  columns: string
  from: string
  where: string
}

/** What the serving roles' triggers wrote, of what the caller sees. */
const written = (visible: string, filters: string): Source => ({
  columns: `a.id, a.occurred_at AS "occurredAt", a.record_type AS "recordType", a.record_id AS "recordId", a.part,
    a.client_id AS "clientId", a.verb, a.changes, a.actor_kind AS "actorKind", a.actor_id AS "actorId",
    a.session_id AS "sessionId", a.ip, a.request_id AS "requestId"`,
  from: 'activity a',
  where: `${visible} ${filters}`,
})

/** What time did to tasks: it stands in the table of events already, and is not written twice. */
const byTime = (visible: string, filters: string): Source => ({
  columns: `a.id, a.occurred_at, 'task', a.subject_id, NULL, a.client_id, split_part(a.type, '.', 2),
    CASE a.type WHEN 'task.due' THEN '{"status": ["scheduled", "due"]}'::jsonb ELSE '{"status": ["due", "overdue"]}'::jsonb END,
    'job', NULL::uuid, NULL::uuid, NULL, NULL::uuid`,
  from: 'event a',
  where: `a.type IN ('task.due', 'task.overdue') AND ${visible} ${filters}`,
})

const conditions: readonly [keyof ActivityFilters, string][] = [
  ['clientId', 'a.client_id = :clientId'],
  ['actorId', 'a.actor_id = :actorIdWanted'],
  ['occurredAfter', 'a.occurred_at > :occurredAfter'],
  ['occurredBefore', 'a.occurred_at < :occurredBefore'],
]

/** Latest first or last, of both sources: each is read along an index to the page's end, then they are merged. */
export async function listActivities(scope: Scope, filters: ActivityFilters): Promise<Page<ActivityRow>> {
  const { sources, parameters } = sourcesOf(scope, filters)
  const run = <Row>(sql: string, more: ObjectLiteral = {}) => ask<Row>(scope, sql, { ...parameters, ...more })
  const [counted] = filters.count ? await run<{ count: number }>(countOf(sources)) : []
  return pageFrom<ActivityRow>(filters, counted ? totalOf(counted.count) : null, (slice) =>
    run(pageSql(sources, slice), { cursorValue: slice.after?.value, cursorId: slice.after?.id }),
  )
}

function sourcesOf(scope: Scope, filters: ActivityFilters): { sources: Source[]; parameters: ObjectLiteral } {
  const { recordId, recordType, actorId, actorKind } = filters
  const recordTypes = recordType?.split(',') ?? null
  const kinds = actorKind?.split(',') ?? null
  const visible = visibleTo(scope, { recordTypes, recordId })
  const pipelines = visibleClients(scope)
  const common = conditions.flatMap(([name, sql]) => (filters[name] ? [`AND ${sql}`] : [])).join(' ')
  const own = [
    recordId && 'AND a.record_id = :recordId',
    recordTypes && 'AND a.record_type = ANY(:recordTypes)',
    kinds && 'AND a.actor_kind = ANY(:kinds)',
  ]
  const sources = [written(visible.sql, [common, ...own].filter(Boolean).join(' '))]
  const types = typesFor(scope.actor)
  const alsoTime =
    !actorId &&
    (!kinds || kinds.includes('job')) &&
    (!recordTypes || recordTypes.includes('task')) &&
    (!types || types.includes('task'))
  if (alsoTime)
    sources.push(
      byTime(
        visibleOfTasks(scope, pipelines.sql),
        `${common} ${recordId ? 'AND a.subject_id = :recordId' : ''}`,
      ),
    )
  const parameters = {
    ...visible.parameters,
    ...pipelines.parameters,
    ...filters,
    ...{ organizationId: scope.organizationId, actorIdWanted: actorId, recordTypes, kinds },
    // The caller's own id, as the narrowing by clients names it.
    actorId: scope.actor.id,
  }
  return { sources, parameters }
}

/** For who sees all but what is withheld, no list of clients is needed. */
const visibleOfTasks = ({ actor }: Scope, pipelines: string): string =>
  actor.role === 'admin' || (actor.role === 'key' && !actor.restricted)
    ? 'a.client_id <> ALL(:withheldPipelines)'
    : `(a.client_id IN (${pipelines})) IS TRUE`

const whereOf = ({ from, where }: Source) =>
  `FROM ${from} WHERE a.organization_id = :organizationId AND ${where}`

function pageSql(sources: readonly Source[], { descending, after, limit }: Slice): string {
  const beyond = after
    ? `AND (a.occurred_at, a.id) ${descending ? '<' : '>'} (CAST(:cursorValue AS timestamptz), CAST(:cursorId AS uuid))`
    : ''
  const direction = descending ? 'DESC' : 'ASC'
  const parts = sources.map(
    (source) =>
      `(SELECT ${source.columns} ${whereOf(source)} ${beyond} ORDER BY a.occurred_at ${direction}, a.id ${direction} LIMIT ${limit})`,
  )
  return `SELECT * FROM (${parts.join(' UNION ALL ')}) AS t ORDER BY t."occurredAt" ${direction}, t.id ${direction} LIMIT ${limit}`
}

const countOf = (sources: readonly Source[]): string =>
  `SELECT count(*)::int AS count FROM (${sources
    .map((source) => `(SELECT 1 ${whereOf(source)} LIMIT ${countedAtMost + 1})`)
    .join(' UNION ALL ')}) AS bounded`

/** Runs SQL with parameters by name. */
function ask<Row>(scope: Scope, sql: string, parameters: ObjectLiteral): Promise<Row[]> {
  const [text, values] = scope.db.connection.driver.escapeQueryWithParameters(sql, parameters)
  return scope.db.query(text, values)
}

/** The names of those who did it, as far as the caller may see them, by id. */
export async function actorNames(scope: Scope, rows: readonly ActivityRow[]): Promise<Map<string, string>> {
  const ids = [...new Set(rows.flatMap(({ actorId }) => actorId ?? []))]
  if (ids.length === 0) return new Map()
  const { sql, parameters } = allowedClients(scope)
  // A client knows who looks after them, and nobody else of the practice.
  const isClient = scope.actor.role === 'client'
  const known = isClient
    ? `AND x.id IN (SELECT primary_coach_id FROM client WHERE organization_id = :organizationId AND id = :actorId
        UNION SELECT member_id FROM client_coach WHERE organization_id = :organizationId AND client_id = :actorId)`
    : ''
  const keys = isClient
    ? ''
    : 'UNION ALL SELECT k.id, k.name FROM api_key k WHERE k.organization_id = :organizationId AND k.id = ANY(:wanted)'
  const found: { id: string; name: string }[] = await ask(
    scope,
    `SELECT x.id, x.name FROM member x WHERE x.organization_id = :organizationId AND x.id = ANY(:wanted) ${known}
     UNION ALL SELECT c.id, c.name FROM client c WHERE c.organization_id = :organizationId AND c.id = ANY(:wanted)
       AND c.erased_at IS NULL AND c.id IN (${sql}) ${keys}`,
    { ...parameters, organizationId: scope.organizationId, actorId: scope.actor.id, wanted: ids },
  )
  return new Map(found.map(({ id, name }) => [id, name]))
}

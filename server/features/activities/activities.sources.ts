import type { ObjectLiteral } from 'typeorm'
import { countedAtMost, type PageRequest, type Slice } from '../../platform/keyset.ts'
import type { Scope } from '../../platform/scope.ts'
import { allowedClients, visibleClients } from '../clients/clients.access.ts'
import { seesAll, typesFor, visibleTo } from './activities.access.ts'

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

export interface Sources {
  of: Source[]
  /** Whose rows they are: then each client's latest are taken, and the whole log is not searched for theirs. */
  clients: string | null
  parameters: ObjectLiteral
}

/** What the triggers wrote. */
const written = (where: string): Source => ({
  columns: `a.id, a.occurred_at AS "occurredAt", a.record_type AS "recordType", a.record_id AS "recordId", a.part,
    a.client_id AS "clientId", a.verb, a.changes, a.actor_kind AS "actorKind", a.actor_id AS "actorId",
    a.session_id AS "sessionId", a.ip, a.request_id AS "requestId"`,
  from: 'activity a',
  where,
})

/** What time did to tasks: it stands in the table of events already, and is not written twice. */
const byTime = (where: string): Source => ({
  columns: `a.id, a.occurred_at AS "occurredAt", 'task', a.subject_id, NULL, a.client_id, split_part(a.type, '.', 2),
    CASE a.type WHEN 'task.due' THEN '{"status": ["scheduled", "due"]}'::jsonb ELSE '{"status": ["due", "overdue"]}'::jsonb END,
    'job', NULL::uuid, NULL::uuid, NULL, NULL::uuid`,
  from: 'event a',
  where: `a.type IN ('task.due', 'task.overdue') AND ${where}`,
})

const conditions: readonly [keyof ActivityFilters, string][] = [
  ['clientId', 'a.client_id = :clientId'],
  ['actorId', 'a.actor_id = :wantedActor'],
  ['occurredAfter', 'a.occurred_at > :occurredAfter'],
  ['occurredBefore', 'a.occurred_at < :occurredBefore'],
]

/** Both parts of the log, as far as the filters ask for them, with what the caller sees of them. */
export function sourcesOf(scope: Scope, filters: ActivityFilters): Sources {
  const { clientId, recordId, recordType, actorId, actorKind } = filters
  const recordTypes = recordType?.split(',') ?? null
  const kinds = actorKind?.split(',') ?? null
  const visible = visibleTo(scope, { recordTypes, recordId })
  const pipelines = visibleClients(scope)
  const allowed = allowedClients(scope)
  const common = conditions.flatMap(([name, sql]) => (filters[name] ? [sql] : []))
  const own = [
    recordId && 'a.record_id = :recordId',
    recordTypes && 'a.record_type = ANY(:recordTypes)',
    kinds && 'a.actor_kind = ANY(:kinds)',
  ]
  const join = (...parts: (string | null | undefined)[]) => parts.filter(Boolean).join(' AND ')
  const of = [written(join(visible.sql, ...common, ...own))]
  const types = typesFor(scope.actor)
  const alsoTime =
    !actorId &&
    [kinds?.includes('job'), recordTypes?.includes('task'), types?.includes('task')].every(
      (yes) => yes !== false,
    )
  const all = seesAll(scope.actor)
  if (alsoTime) {
    const ofTasks = all
      ? 'a.client_id <> ALL(:withheldPipelines)'
      : `(a.client_id IN (${pipelines.sql})) IS TRUE`
    of.push(byTime(join(ofTasks, ...common, recordId && 'a.subject_id = :recordId')))
  }
  const elsewhere = recordTypes?.some((type) => type === 'contact' || type === 'employer')
  const narrow = clientId || recordId || actorId || elsewhere
  return {
    of,
    clients: all || narrow ? null : `SELECT DISTINCT c.id FROM (${allowed.sql}) AS c`,
    parameters: {
      ...visible.parameters,
      ...pipelines.parameters,
      ...filters,
      ...{ organizationId: scope.organizationId, wantedActor: actorId, recordTypes, kinds },
      // The caller's own id, as the narrowing by clients names it.
      actorId: scope.actor.id,
    },
  }
}

const whereOf = ({ from, where }: Source) =>
  `FROM ${from} WHERE a.organization_id = :organizationId AND ${where}`

/** A page of all sources: each is read along an index to the page's end, then they are merged. */
export function pageSql({ of, clients }: Sources, { descending, after, limit }: Slice): string {
  const beyond = after
    ? `AND (a.occurred_at, a.id) ${descending ? '<' : '>'} (CAST(:cursorValue AS timestamptz), CAST(:cursorId AS uuid))`
    : ''
  const direction = descending ? 'DESC' : 'ASC'
  const ordered = (at: string, id: string) => `ORDER BY ${at} ${direction}, ${id} ${direction} LIMIT ${limit}`
  const parts = of.map((source) => {
    const rows = (more: string) =>
      `SELECT ${source.columns} ${whereOf(source)} ${more} ${beyond} ${ordered('a.occurred_at', 'a.id')}`
    return clients
      ? `(SELECT x.* FROM (${clients}) AS v CROSS JOIN LATERAL (${rows('AND a.client_id = v.id')}) AS x ${ordered('x."occurredAt"', 'x.id')})`
      : `(${rows('')})`
  })
  return `SELECT * FROM (${parts.join(' UNION ALL ')}) AS t ${ordered('t."occurredAt"', 't.id')}`
}

/** Counts to one more than is counted. */
export const countSql = ({ of }: Sources): string =>
  `SELECT count(*)::int AS count FROM (${of
    .map((source) => `(SELECT 1 ${whereOf(source)} LIMIT ${countedAtMost + 1})`)
    .join(' UNION ALL ')}) AS bounded`

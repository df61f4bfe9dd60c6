import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm'
import { actorMay } from '../../domain/permissions.ts'
import type { CoachLevel } from '../../domain/vocabulary.ts'
import { DomainError, notFound } from '../../platform/errors.ts'
import type { Scope } from '../../platform/scope.ts'

/*
 * Which clients' things a caller sees and changes: the one place that says so, for every kind of record.
 * An admin and a key see all of the organization (a restricted key its named clients), a coach those they look after,
 * themselves or for a colleague who is away, a client themselves. The client's consent may withhold parts from all others.
 */

/** A query of ids, with its parameters. */
export interface Narrowing {
  sql: string
  parameters: ObjectLiteral
}

const parametersOf = ({ actor, organizationId, today }: Scope): ObjectLiteral => ({
  organizationId,
  actorId: actor.id,
  today,
})

/** The caller, and the coaches for whom they stand in today. */
const ownCoaches = `ARRAY(SELECT CAST(:actorId AS uuid) UNION ALL SELECT v.member_id FROM coverage v
  WHERE v.organization_id = :organizationId AND v.delegate_id = :actorId AND :today BETWEEN v.starts_on AND v.ends_on)`

// A function, whose plan a connection keeps: planned anew it took a third of a list's time in the database.
const looked = (levels: string) =>
  `SELECT id FROM looked_after(:organizationId, :actorId, :today, '{${levels}}') AS id`

/** The clients whom a member looks after today, for an admin too who may see all. */
export const lookedAfterBy = (scope: Scope): Narrowing => ({
  sql: looked('coaching,viewing'),
  parameters: parametersOf(scope),
})

/** The clients whom the role or key allows, consent apart; null: all of the organization. */
function allowed(scope: Scope, levels = 'coaching,viewing'): Narrowing | null {
  const { role, restricted } = scope.actor
  if (role === 'admin' || (role === 'key' && !restricted)) return null
  const parameters = parametersOf(scope)
  if (role === 'key')
    return {
      sql: 'SELECT client_id AS id FROM api_key_client WHERE organization_id = :organizationId AND api_key_id = :actorId',
      parameters,
    }
  if (role === 'client')
    return {
      sql: 'SELECT id FROM client WHERE organization_id = :organizationId AND id = :actorId',
      parameters,
    }
  return { sql: looked(levels), parameters }
}

/** Clients whose pipeline the caller sees (those who look after them, with `writing`: those who may change it). */
export function visibleClients(scope: Scope, { writing = false } = {}): Narrowing {
  const narrowed = allowed(scope, writing ? 'coaching' : undefined)
  const parameters = parametersOf(scope)
  const sql = narrowed?.sql ?? 'SELECT id FROM client WHERE organization_id = :organizationId'
  const { pipeline } = scope.withheld
  if (pipeline.size === 0) return { sql, parameters }
  return {
    sql: `SELECT id FROM (${sql}) AS allowed WHERE id <> ALL(:withheldPipelines)`,
    parameters: { ...parameters, withheldPipelines: [...pipeline] },
  }
}

/** Clients whom the caller sees, whatever they withhold. */
export const allowedClients = (scope: Scope): Narrowing => ({
  sql: 'SELECT id FROM client WHERE organization_id = :organizationId',
  parameters: parametersOf(scope),
  ...allowed(scope),
})

/** Narrows a query to the pipelines that the caller sees; `column` holds the client's id. */
export function onlyVisible<Row extends ObjectLiteral>(
  scope: Scope,
  query: SelectQueryBuilder<Row>,
  column = 't.clientId',
): SelectQueryBuilder<Row> {
  const narrowed = onlyAllowed(scope, query, column)
  const { pipeline } = scope.withheld
  if (pipeline.size === 0) return narrowed
  return narrowed.andWhere(`${column} <> ALL(:withheldPipelines)`, { withheldPipelines: [...pipeline] })
}

/** Narrows a query to the clients themselves whom the caller sees, whatever they withhold. */
export function onlyAllowed<Row extends ObjectLiteral>(
  scope: Scope,
  query: SelectQueryBuilder<Row>,
  column: string,
): SelectQueryBuilder<Row> {
  const narrowed = allowed(scope)
  // "IS TRUE" keeps it a hashed look-up beside the ordered index: as a join it was compared pair by pair (tried).
  return narrowed ? query.andWhere(`(${column} IN (${narrowed.sql})) IS TRUE`, narrowed.parameters) : query
}

/** Narrows to a coach's; `me` is the caller and whomever they stand in for today (nobody's, for who is no member). */
export function ofCoach<Row extends ObjectLiteral>(
  scope: Scope,
  query: SelectQueryBuilder<Row>,
  column: string,
  coachId: string,
): SelectQueryBuilder<Row> {
  if (coachId !== 'me') return query.andWhere(`${column} = :coachId`, { coachId })
  return query.andWhere(`${column} = ANY(${ownCoaches})`, parametersOf(scope))
}

export type Relation = CoachLevel | 'admin' | 'self' | 'key'

/** Who asks: of a job that writes to somebody, that person. */
export type Asking = Pick<Scope, 'organizationId' | 'today'> & {
  actor: Pick<Scope['actor'], 'role' | 'id' | 'restricted'>
  db: Pick<Scope['db'], 'query'>
}

/** How the caller stands to each of these clients, who are there; those whom they may not see are left out. */
export async function relationsTo(
  scope: Asking,
  clientIds: readonly string[],
): Promise<Map<string, Relation>> {
  const { actor, organizationId, today } = scope
  if (actor.role === 'admin') return new Map(clientIds.map((id) => [id, 'admin']))
  if (actor.role === 'client')
    return new Map(clientIds.filter((id) => id === actor.id).map((id) => [id, 'self']))
  if (actor.role === 'key' && !actor.restricted) return new Map(clientIds.map((id) => [id, 'key']))
  const rows: { id: string; relation: Relation }[] = await scope.db.query(
    actor.role === 'key'
      ? `SELECT client_id AS id, 'key' AS relation FROM api_key_client
         WHERE organization_id = $1 AND api_key_id = $2 AND client_id = ANY($3) AND $4::date IS NOT NULL`
      : relationsOfCoach,
    [organizationId, actor.id, clientIds, today],
  )
  return new Map(rows.map(({ id, relation }) => [id, relation]))
}

// A stand-in works for the clients, but does not give them away: at most "coaching".
const relationsOfCoach = `
WITH own AS (SELECT $2::uuid AS id UNION ALL SELECT member_id FROM coverage
  WHERE organization_id = $1 AND delegate_id = $2 AND $4 BETWEEN starts_on AND ends_on)
SELECT id, relation FROM (
  SELECT c.id, CASE
    WHEN c.primary_coach_id = $2 THEN 'primary'
    WHEN c.primary_coach_id IN (SELECT id FROM own) THEN 'coaching'
    ELSE (SELECT min(x.level) FROM client_coach x WHERE x.organization_id = c.organization_id AND x.client_id = c.id
      AND x.member_id IN (SELECT id FROM own) AND (x.ends_on IS NULL OR x.ends_on >= $4)) END AS relation
  FROM client c WHERE c.organization_id = $1 AND c.id = ANY($3) AND c.deleted_at IS NULL) AS found
WHERE relation IS NOT NULL`

/** How the caller stands to a client; null when there is none or they may not see them. */
export const relationTo = async (scope: Scope, clientId: string): Promise<Relation | null> =>
  (await standing(scope, clientId))?.relation ?? null

async function standing(
  scope: Scope,
  clientId: string,
): Promise<{ relation: Relation; pipeline: boolean } | null> {
  const [row] = await scope.db.query(
    'SELECT id FROM client WHERE organization_id = $1 AND id = $2 AND deleted_at IS NULL',
    [scope.organizationId, clientId],
  )
  // By the row's own id: the caller may have written it in capitals.
  const relation = row && (await relationsTo(scope, [row.id])).get(row.id)
  return relation ? { relation, pipeline: !scope.withheld.pipeline.has(row.id) } : null
}

/** Those of these clients for whom this coach works as primary or coaching coach. */
export async function clientsWorkedFor(
  scope: Scope,
  memberId: string,
  clientIds: readonly string[],
): Promise<Set<string>> {
  const rows: { id: string }[] = await scope.db.query(
    `SELECT id FROM client WHERE organization_id = $1 AND primary_coach_id = $2 AND id = ANY($3)
     UNION SELECT client_id FROM client_coach WHERE organization_id = $1 AND member_id = $2 AND client_id = ANY($3)
       AND level = 'coaching' AND (ends_on IS NULL OR ends_on >= $4)`,
    [scope.organizationId, memberId, clientIds, scope.today],
  )
  return new Set(rows.map(({ id }) => id))
}

/** May the caller change the client record itself: an admin, the primary coach, a key with the scope? */
export const mayManage = ({ actor }: Scope, relation: Relation | null): boolean =>
  relation === 'admin' || relation === 'primary' || (relation === 'key' && actorMay(actor, 'clients:write'))

/**
 * Throws unless the caller may change the client's interviews, tasks and the like: `missing` when they may not even
 * see them, `forbidden` when they may only look.
 */
export async function requireWritable(
  scope: Scope,
  clientId: string,
  missing = notFound('client'),
): Promise<void> {
  const found = await standing(scope, clientId)
  if (!found?.pipeline) throw missing
  const { relation } = found
  if (relation === 'viewing')
    throw new DomainError('forbidden', 'You may look at this client, but not change anything.')
}

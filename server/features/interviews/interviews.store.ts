import type { SelectQueryBuilder } from 'typeorm'
import type { ContactRole } from '../../domain/vocabulary.ts'
import { type PageRequest, pageOf } from '../../platform/keyset.ts'
import { firstRow, oneOf, rowsByIds, selectFrom } from '../../platform/query.ts'
import { rowsAsJson } from '../../platform/rows-as-json.ts'
import type { Scope } from '../../platform/scope.ts'
import { named, searching } from '../../platform/search.ts'
import { onlyVisible } from '../clients/clients.access.ts'
import { type InterviewRow, interviewEntity } from './interviews.entity.ts'
import { type ParticipantRow, participantEntity } from './participants.entity.ts'

export const visibleInterviews = (scope: Scope): SelectQueryBuilder<InterviewRow> =>
  knownInterviews(scope).andWhere('t.deletedAt IS NULL')

/** Those of the clients whom the caller sees, with those that were removed. */
export const knownInterviews = (scope: Scope): SelectQueryBuilder<InterviewRow> =>
  onlyVisible(scope, selectFrom(scope, interviewEntity))

export interface InterviewFilters extends PageRequest {
  q?: string
  clientId?: string
  opportunityId?: string
  status?: string
  startsAfter?: string
  startsBefore?: string
}

export function listInterviews(scope: Scope, filters: InterviewFilters) {
  const { q, clientId, opportunityId, status, startsAfter, startsBefore, ...page } = filters
  const query = visibleInterviews(scope)
  const around = [
    named('opportunity', 't.opportunity_id'),
    named('employer', 't.employer_id'),
    named('client', 't.client_id'),
  ]
  searching(query, q, (has) =>
    [has(`array_to_string(t.topics, ' ')`), ...around.map((found) => found(has))].join(' OR '),
  )
  if (clientId) query.andWhere('t.clientId = :clientId', { clientId })
  if (opportunityId) query.andWhere('t.opportunityId = :opportunityId', { opportunityId })
  if (status) query.andWhere('t.status = ANY(:status)', { status: status.split(',') })
  if (startsAfter) query.andWhere('t.startsAt >= :startsAfter', { startsAfter })
  if (startsBefore) query.andWhere('t.startsAt < :startsBefore', { startsBefore })
  return pageOf<InterviewRow>(scope.db, query, page)
}

export const findInterview = (scope: Scope, id: string, lock = false): Promise<InterviewRow | null> =>
  oneOf(visibleInterviews(scope), id, lock)

export const interviewsByIds = (scope: Scope, ids: readonly string[]): Promise<InterviewRow[]> =>
  rowsByIds(scope, interviewEntity, ids)

export const interviewById = async (scope: Scope, id: string): Promise<InterviewRow> =>
  firstRow(await interviewsByIds(scope, [id]))

/** The ids of an opportunity's interviews that stand, in the order in which they start. */
export const interviewIdsOf = async (scope: Scope, opportunityId: string): Promise<string[]> => {
  const rows = await selectFrom(scope, interviewEntity)
    .andWhere('t.opportunityId = :opportunityId AND t.deletedAt IS NULL', { opportunityId })
    .orderBy('t.startsAt')
    .getRawMany<InterviewRow>()
  return rows.map(({ id }) => id)
}

/** The visible interviews of these opportunities, in the order in which they start. */
export const interviewsOfOpportunities = (
  scope: Scope,
  opportunityIds: readonly string[],
): Promise<InterviewRow[]> =>
  visibleInterviews(scope)
    .andWhere('t.opportunityId = ANY(:opportunityIds)', { opportunityIds })
    .orderBy('t.startsAt')
    .addOrderBy('t.id')
    .getRawMany<InterviewRow>()

/** Participants of these interviews, each interview's in their order. */
export async function participantsOf(
  scope: Scope,
  interviewIds: readonly string[],
): Promise<ParticipantRow[]> {
  if (interviewIds.length === 0) return []
  return selectFrom(scope, participantEntity)
    .andWhere('t.interviewId = ANY(:interviewIds)', { interviewIds })
    .orderBy('t.position')
    .getRawMany<ParticipantRow>()
}

export interface PersonRow {
  interviewId: string
  contactId: string
  name: string | null
  role: ContactRole
  email: string | null
  phone: string | null
}

/** Who took part in these interviews, each interview's in their order, with what is wanted of them: one statement. */
export function peopleOf(
  scope: Scope,
  interviewIds: readonly string[],
  wanted: ReadonlySet<string>,
): Promise<PersonRow[]> {
  const columns = new Map([...personColumns].filter(([name]) => name === 'interviewId' || wanted.has(name)))
  if (wanted.has('contact')) columns.set('contactId', 'uuid')
  return rowsAsJson(
    scope,
    `(SELECT p.interview_id AS "interviewId", c.id AS "contactId", c.name, c.role, c.email, c.phone
      FROM participant p JOIN contact c ON c.organization_id = p.organization_id AND c.id = p.contact_id
      WHERE p.organization_id = $1 AND p.interview_id = ANY($2::uuid[]) ORDER BY p.position) AS r`,
    columns,
    [scope.organizationId, `{${interviewIds.join()}}`],
    true,
  )
}

const personColumns = new Map([
  ...(['interviewId', 'contactId'] as const).map((id) => [id, 'uuid'] as const),
  ...(['name', 'role', 'email', 'phone'] as const).map((text) => [text, 'text'] as const),
])

/** Makes `contactIds` the participants, in this order. */
export async function setParticipants(
  scope: Scope,
  interview: Pick<InterviewRow, 'id' | 'employerId'>,
  contactIds: readonly string[],
): Promise<void> {
  await scope.db.query('DELETE FROM participant WHERE organization_id = $1 AND interview_id = $2', [
    scope.organizationId,
    interview.id,
  ])
  await scope.db.query(
    `INSERT INTO participant (organization_id, interview_id, contact_id, employer_id, position)
     SELECT $1, $2, contact_id, $3, position FROM unnest($4::uuid[]) WITH ORDINALITY AS p (contact_id, position)`,
    [scope.organizationId, interview.id, interview.employerId, contactIds],
  )
}

const ownedBy = {
  client: 'i.client_id = $2',
  opportunity: 'i.opportunity_id = $2',
  /** What is decided already does not depend on its employer's calendar any more. */
  employer: 'i.employer_id = $2 AND i.outcome IS NULL',
  contact: `EXISTS (SELECT FROM participant p WHERE p.organization_id = i.organization_id AND p.interview_id = i.id AND p.contact_id = $2)`,
}

/** Locks the interviews of a client, opportunity or contact, or an employer's open ones, whoever looks after them; their ids. */
export async function lockInterviewsOf(
  scope: Scope,
  of: keyof typeof ownedBy,
  id: string,
): Promise<string[]> {
  const rows = await scope.db.query(
    `SELECT i.id FROM interview i WHERE i.organization_id = $1 AND i.deleted_at IS NULL AND ${ownedBy[of]} ORDER BY i.id FOR NO KEY UPDATE`,
    [scope.organizationId, id],
  )
  return rows.map((row: { id: string }) => row.id)
}

/** Locks an interview, whoever looks after it, until the transaction ends. */
export const lockInterview = (scope: Scope, id: string): Promise<void> => lockInterviews(scope, [id])

/** Locks these in one order. */
export async function lockInterviews(scope: Scope, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await scope.db.query(
    'SELECT id FROM interview WHERE organization_id = $1 AND id = ANY($2) ORDER BY id FOR NO KEY UPDATE',
    [scope.organizationId, ids],
  )
}

/** The interviews of these tasks of which something that their plans depend on has changed since the task's last act. */
export async function changedInterviews(scope: Scope, taskIds: readonly string[]): Promise<string[]> {
  const rows: { id: string }[] = await scope.db.query(
    `SELECT DISTINCT i.id FROM task t
       JOIN interview i ON i.organization_id = t.organization_id AND i.id = t.interview_id
       JOIN opportunity o ON o.organization_id = i.organization_id AND o.id = i.opportunity_id
       JOIN client c ON c.organization_id = i.organization_id AND c.id = i.client_id
       JOIN employer e ON e.organization_id = i.organization_id AND e.id = i.employer_id
     WHERE t.organization_id = $1 AND t.id = ANY($2) AND (t.undo ->> 'actedAt')::timestamptz <= greatest(
       i.updated_at, o.updated_at, c.updated_at, e.updated_at,
       (SELECT max(k.updated_at) FROM participant p JOIN contact k ON k.organization_id = p.organization_id AND k.id = p.contact_id
        WHERE p.organization_id = i.organization_id AND p.interview_id = i.id))
     ORDER BY i.id`,
    [scope.organizationId, taskIds],
  )
  return rows.map(({ id }) => id)
}

type Went = Pick<InterviewRow, 'id' | 'clientId'>

/** Takes an opportunity's interviews along, in one statement; those that went. */
export const removeInterviewsOf = (
  scope: Scope,
  { id, deletedAt }: { id: string; deletedAt: Date | null },
): Promise<Went[]> =>
  moveAll(
    scope,
    `deleted_at = $3 WHERE organization_id = $1 AND opportunity_id = $2 AND deleted_at IS NULL`,
    [id, deletedAt],
  )

/** Brings back those that went at the very moment at which their opportunity did. */
export const restoreInterviewsOf = (
  scope: Scope,
  { id, deletedAt }: { id: string; deletedAt: Date | null },
): Promise<Went[]> =>
  moveAll(scope, `deleted_at = NULL WHERE organization_id = $1 AND opportunity_id = $2 AND deleted_at = $3`, [
    id,
    deletedAt,
  ])

async function moveAll(scope: Scope, change: string, values: unknown[]): Promise<Went[]> {
  const [rows] = await scope.db.query(
    `UPDATE interview SET ${change} RETURNING id, client_id AS "clientId"`,
    [scope.organizationId, ...values],
  )
  return rows
}

import type { Static } from 'typebox'
import { byId } from '../../platform/query.ts'
import { instant, maybeInstant } from '../../platform/schema.ts'
import type { Scope } from '../../platform/scope.ts'
import { clientsByIds } from '../clients/clients.store.ts'
import { contactsByIds } from '../contacts/contacts.store.ts'
import { employersByIds } from '../employers/employers.store.ts'
import { opportunitiesByIds } from '../opportunities/opportunities.store.ts'
import type { InterviewRow } from './interviews.entity.ts'
import type { Interview, TimelineStatement } from './interviews.schema.ts'
import { participantsOf } from './interviews.store.ts'
import type { TimelineRow } from './timelines.entity.ts'
import { latestStatements } from './timelines.store.ts'

/** A statement as it goes out; what they said in their words is a note. */
export const toStatement = (row: TimelineRow, notes = true): Static<typeof TimelineStatement> => ({
  id: row.id,
  interviewId: row.interviewId,
  kind: row.kind,
  date: row.date,
  days: row.days,
  statedAt: maybeInstant(row.statedAt),
  statedBy: row.statedBy,
  words: notes ? row.words : null,
  recordedBy: row.recordedBy,
  createdAt: instant(row.createdAt),
})

/** Interviews as they go out, with what stands around them: one statement per kind of record, however many rows. */
export async function presentInterviews(
  scope: Scope,
  rows: readonly InterviewRow[],
): Promise<Static<typeof Interview>[]> {
  const ids = rows.map(({ id }) => id)
  const participants = await participantsOf(scope, ids)
  const contacts = byId(
    await contactsByIds(
      scope,
      participants.map(({ contactId }) => contactId),
    ),
  )
  const statements = new Map((await latestStatements(scope, ids)).map((row) => [row.interviewId, row]))
  const clients = byId(
    await clientsByIds(
      scope,
      rows.map(({ clientId }) => clientId),
    ),
  )
  const opportunities = byId(
    await opportunitiesByIds(
      scope,
      rows.map(({ opportunityId }) => opportunityId),
    ),
  )
  const employers = byId(
    await employersByIds(
      scope,
      rows.map(({ employerId }) => employerId),
    ),
  )
  return rows.map((row) => {
    const statement = statements.get(row.id)
    const notes = !scope.withheld.notes.has(row.clientId)
    const nameless = scope.withheld.contacts.has(row.clientId)
    return {
      id: row.id,
      organizationId: row.organizationId,
      clientId: row.clientId,
      opportunityId: row.opportunityId,
      employerId: row.employerId,
      startsAt: instant(row.startsAt),
      durationMinutes: row.durationMinutes,
      timeZone: row.timeZone,
      format: row.format,
      round: row.round,
      status: row.status,
      outcome: row.outcome,
      topics: row.topics,
      promises: row.promises,
      notes: notes ? row.notes : null,
      decisionDate: row.decisionDate,
      participants: participants
        .filter(({ interviewId }) => interviewId === row.id)
        .map(({ contactId }) => contacts.get(contactId))
        .filter((contact) => contact !== undefined)
        .map(({ id, name, role, email, phone }) =>
          nameless
            ? { contactId: id, name: null, role, email: null, phone: null }
            : { contactId: id, name, role, email, phone },
        ),
      decision: statement ? toStatement(statement, notes) : null,
      client: { id: row.clientId, name: clients.get(row.clientId)?.name ?? '' },
      opportunity: {
        id: row.opportunityId,
        title: opportunities.get(row.opportunityId)?.title ?? '',
        employer: { id: row.employerId, name: employers.get(row.employerId)?.name ?? '' },
      },
      version: row.version,
      createdAt: instant(row.createdAt),
      updatedAt: instant(row.updatedAt),
    }
  })
}

export async function presentInterview(scope: Scope, row: InterviewRow) {
  const [interview] = await presentInterviews(scope, [row])
  return interview as NonNullable<typeof interview>
}

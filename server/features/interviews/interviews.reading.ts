import { groupBy } from '../../platform/query.ts'
import { type Knowing, reader } from '../../platform/reading.ts'
import { action } from '../../platform/scope.ts'
import type { InterviewRow } from './interviews.entity.ts'
import { toStatement } from './interviews.present.ts'
import { listInterviews, peopleOf } from './interviews.store.ts'
import { latestStatements, timelinesOf } from './timelines.store.ts'

/** Interviews for the graph; what was noted goes where the client withholds it. */
export const interviewReader = reader({
  permission: 'interviews:read',
  list: listInterviews,
  needs: {
    notes: ['notes', 'clientId'],
    participants: ['clientId'],
    decision: ['clientId'],
    timeline: ['clientId'],
    client: ['clientId'],
    opportunity: ['opportunityId'],
    employer: ['employerId'],
  },
  finish: ({ withheld }, rows: InterviewRow[]) =>
    rows.map((row) => (withheld.notes.has(row.clientId) ? { ...row, notes: null } : row)),
})

type Interviews = readonly Pick<InterviewRow, 'id' | 'clientId'>[]
type Known = Knowing<Interviews[number]>
const idsOf = (interviews: Interviews) => interviews.map(({ id }) => id)

/** Who took part in each of these interviews, which the caller sees: one statement. */
export const participantsKnown = action(
  'interviews:read',
  async (scope, { parents: interviews, fields }: Known) => {
    const groups = groupBy(await peopleOf(scope, idsOf(interviews), fields), ({ interviewId }) => interviewId)
    const nameless = { name: null, email: null, phone: null }
    return new Map(
      interviews.map(({ id, clientId }) => {
        const people = groups.get(id) ?? []
        return [
          id,
          scope.withheld.contacts.has(clientId) ? people.map((one) => ({ ...one, ...nameless })) : people,
        ]
      }),
    )
  },
)

/** The statement that stands for each of these interviews that has one. */
export const decisionKnown = action('interviews:read', async (scope, { parents: interviews }: Known) => {
  const rows = await latestStatements(scope, idsOf(interviews))
  const clients = new Map(interviews.map(({ id, clientId }) => [id, clientId]))
  return new Map(
    rows.map((row) => [
      row.interviewId,
      toStatement(row, !scope.withheld.notes.has(clients.get(row.interviewId) ?? '')),
    ]),
  )
})

/** All statements about each of these interviews, the latest first. */
export const timelineKnown = action('interviews:read', async (scope, { parents: interviews }: Known) => {
  const groups = groupBy(await timelinesOf(scope, idsOf(interviews)), ({ interviewId }) => interviewId)
  return new Map(
    interviews.map(({ id, clientId }) => [
      id,
      (groups.get(id) ?? []).map((row) => toStatement(row, !scope.withheld.notes.has(clientId))),
    ]),
  )
})

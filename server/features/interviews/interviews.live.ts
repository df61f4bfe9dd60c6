import { action } from '../../platform/scope.ts'
import { clientReader } from '../clients/clients.reading.ts'
import { pipelinesSeen } from '../clients/clients.store.ts'
import type { Happening } from '../live/live.store.ts'
import { interviewReader } from './interviews.reading.ts'

interface Hearing {
  happenings: readonly Happening[]
  args: { clientId?: string; coachId?: string }
}

/** The events that are told. */
export const ofInterviews = /^(interview\.|timeline\.stated$|plan\.changed$)/

/** Of what happened, that to interviews which the caller sees now; one that was removed is told to who sees its client's. */
export const hearInterviews = action('interviews:read', async (scope, { happenings, args }: Hearing) => {
  const { clientId } = args
  const coachId = args.coachId === 'me' ? scope.actor.id : args.coachId
  const own = happenings.filter(
    ({ type, clientId: of }) => ofInterviews.test(type) && (!clientId || of === clientId),
  )
  if (own.length === 0) return []
  const ids = [...new Set(own.map(({ subjectId }) => subjectId))]
  const seen = await interviewReader.byIds.run(scope, { ids, fields: new Set(['id']) })
  const clients = [...new Set(own.map((one) => one.clientId))]
  const pipelines = await pipelinesSeen(scope, clients)
  const led = coachId
    ? await clientReader.byIds.run(scope, { ids: clients, fields: new Set(['primaryCoachId']) })
    : null
  return own
    .filter(({ subjectId, type, clientId: of }) => {
      if (led && led.get(of)?.primaryCoachId !== coachId) return false
      return seen.has(subjectId) || (type === 'interview.deleted' && pipelines.has(of))
    })
    .map(({ type, subjectId, clientId: of, occurredAt }) => ({
      event: type,
      occurredAt,
      interviewId: subjectId,
      clientId: of,
    }))
})

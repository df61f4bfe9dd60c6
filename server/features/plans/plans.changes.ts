import type { Static } from 'typebox'
import type { Change } from '../../platform/change.ts'
import { firstRow } from '../../platform/query.ts'
import { action, type Scope } from '../../platform/scope.ts'
import type { ClientPatch } from '../clients/clients.schema.ts'
import { changeClient as changeClientAction } from '../clients/clients.service.ts'
import { clientsByIds } from '../clients/clients.store.ts'
import type { ContactPatch } from '../contacts/contacts.schema.ts'
import { changeContact as changeContactAction } from '../contacts/contacts.service.ts'
import { changeEmployer as changeEmployerAction } from '../employers/employers.service.ts'
import { employersByIds } from '../employers/employers.store.ts'
import { lockInterview, lockInterviewsOf } from '../interviews/interviews.store.ts'
import type { OpportunityPatch } from '../opportunities/opportunities.schema.ts'
import { changeOpportunity as changeOpportunityAction } from '../opportunities/opportunities.service.ts'
import { lockOpportunity, opportunitiesByIds } from '../opportunities/opportunities.store.ts'
import * as acts from '../tasks/tasks.acts.ts'
import * as changes from '../tasks/tasks.change.ts'
import { taskById } from '../tasks/tasks.store.ts'
import { countingCalls } from './plans.cold.ts'
import { followStage } from './plans.outcomes.ts'
import { followClient, keepOwnTask } from './plans.own-tasks.ts'
import { replanInterview } from './plans.service.ts'

/*
 * Changes of what stands below the plans, and the re-planning that follows from them in the same transaction.
 */

/** A name or address that is filled in unblocks the thank-you; other wishes change channels. */
export const changeContact = action(
  'contacts:write',
  async (scope, change: Change<Static<typeof ContactPatch>>) => {
    const contact = await changeContactAction.run(scope, change)
    await replanAll(scope, 'contact', contact.id)
    return contact
  },
)

/** An offer, a refusal, a withdrawal ends what its interviews had planned; taking it back restores it. */
export const changeOpportunity = action(
  'opportunities:write',
  async (scope, change: Change<Static<typeof OpportunityPatch>>) => {
    const [before] = await opportunitiesByIds(scope, [change.id])
    const opportunity = await changeOpportunityAction.run(scope, change)
    if (before) await followStage(scope, before.id, before.stage, opportunity.stage)
    return opportunity
  },
)

/** Only active clients are planned for; their own tasks go and come back with them. */
export const changeClient = action(
  'clients:read',
  async (scope, change: Change<Static<typeof ClientPatch>>) => {
    const [before] = await clientsByIds(scope, [change.id])
    const client = await changeClientAction.run(scope, change)
    if (!before || before.status === client.status) return client
    await replanAll(scope, 'client', client.id)
    await followClient(scope, firstRow(await clientsByIds(scope, [client.id])))
    return client
  },
)

/** Another country or region has other business days. */
export const changeEmployer: typeof changeEmployerAction = action(
  'employers:write',
  async (scope, change) => {
    const [before] = await employersByIds(scope, [change.id])
    const employer = await changeEmployerAction.run(scope, change)
    if (before && (before.country !== employer.country || before.region !== employer.region))
      await replanAll(scope, 'employer', employer.id)
    return employer
  },
)

async function replanAll(scope: Scope, of: 'contact' | 'client' | 'employer', id: string): Promise<void> {
  for (const interviewId of await lockInterviewsOf(scope, of, id)) await replanInterview(scope, interviewId)
}

/** A thank-you that goes another way may need other means, or none: its plan is derived again. */
export const changeTask: typeof changes.changeTask = action('tasks:write', async (scope, change) => {
  const task = await acts.requiredTask(scope, change.id)
  const { interviewId } = task
  const plans = change.patch.channel !== undefined && task.kind === 'thank_you'
  if (!plans || interviewId === null) return changes.changeTask.run(scope, change)
  await lockInterview(scope, interviewId)
  await changes.changeTask.run(scope, change)
  await replanInterview(scope, interviewId)
  return acts.one(scope, await taskById(scope, change.id), change.include)
})

/** How a call ended counts for its opportunity: after too many attempts without an answer it is cold. */
export const completeTask: typeof acts.completeTask = action('tasks:write', async (scope, change) => {
  const { opportunityId } = await acts.requiredTask(scope, change.id)
  const { outcome } = change.patch
  const isCall = outcome === 'reached' || outcome === 'voicemail' || outcome === 'no_answer'
  if (opportunityId === null || !isCall) return acts.completeTask.run(scope, change)
  await lockOpportunity(scope, opportunityId)
  return countingCalls(scope, opportunityId, outcome === 'reached', () =>
    acts.completeTask.run(scope, change),
  )
})

/** What comes back may no longer be wanted: its plan is derived again, and its opportunity's calls are counted again. */
const comingBack = (back: typeof acts.reopenTask): typeof acts.reopenTask =>
  action('tasks:write', async (scope, change) => {
    const { opportunityId, interviewId, clientId } = await acts.requiredTask(scope, change.id)
    if (opportunityId !== null) await lockOpportunity(scope, opportunityId)
    const work = async () => {
      if (interviewId !== null) await lockInterview(scope, interviewId)
      await back.run(scope, change)
      if (interviewId !== null) await replanInterview(scope, interviewId)
      else await keepOwnTask(scope, { clientId, opportunityId })
    }
    await (opportunityId === null ? work() : countingCalls(scope, opportunityId, false, work))
    return acts.one(scope, await taskById(scope, change.id), change.include)
  })

export const reopenTask = comingBack(acts.reopenTask)
export const undoTask = comingBack(acts.undoTask)

import type { Static } from 'typebox'
import type { Change } from '../../platform/change.ts'
import { action, type Scope } from '../../platform/scope.ts'
import type { ClientPatch } from '../clients/clients.schema.ts'
import { changeClient as changeClientAction } from '../clients/clients.service.ts'
import { clientsByIds } from '../clients/clients.store.ts'
import type { ContactPatch } from '../contacts/contacts.schema.ts'
import { changeContact as changeContactAction } from '../contacts/contacts.service.ts'
import { lockInterview, lockInterviewsOf } from '../interviews/interviews.store.ts'
import type { OpportunityPatch } from '../opportunities/opportunities.schema.ts'
import { changeOpportunity as changeOpportunityAction } from '../opportunities/opportunities.service.ts'
import { opportunitiesByIds } from '../opportunities/opportunities.store.ts'
import * as acts from '../tasks/tasks.acts.ts'
import * as changes from '../tasks/tasks.change.ts'
import { taskById } from '../tasks/tasks.store.ts'
import { followStage } from './plans.outcomes.ts'
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

/** Only active clients are planned for. */
export const changeClient = action(
  'clients:read',
  async (scope, change: Change<Static<typeof ClientPatch>>) => {
    const [before] = await clientsByIds(scope, [change.id])
    const client = await changeClientAction.run(scope, change)
    if (before && before.status !== client.status) await replanAll(scope, 'client', client.id)
    return client
  },
)

async function replanAll(scope: Scope, of: 'contact' | 'client', id: string): Promise<void> {
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

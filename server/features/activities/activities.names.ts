import type { Scope } from '../../platform/scope.ts'
import { clientsByIds } from '../clients/clients.store.ts'
import { contactsSeen } from '../contacts/contacts.store.ts'
import { employersByIds } from '../employers/employers.store.ts'
import { interviewsByIds } from '../interviews/interviews.store.ts'
import { membersByIds } from '../members/members.store.ts'
import { opportunitiesByIds } from '../opportunities/opportunities.store.ts'
import { presentTasks } from '../tasks/tasks.present.ts'
import { type ActivityRow, keysByIds, tasksByIds, webhooksByIds } from './activities.store.ts'

type Named = { id: string; name: string | null }
const titled = ({ id, title }: { id: string; title: string }): Named => ({ id, name: title })

/** How each kind of record is called; whoever sees the activity may know. */
const namesOf: Readonly<Record<string, (scope: Scope, ids: string[]) => Promise<readonly Named[]>>> = {
  client: async (scope, ids) => (await clientsByIds(scope, ids)).filter(({ erasedAt }) => !erasedAt),
  // People whom a client withholds have no name here either.
  contact: contactsSeen,
  employer: employersByIds,
  member: membersByIds,
  api_key: keysByIds,
  webhook: async (scope, ids) => (await webhooksByIds(scope, ids)).map(({ id, url }) => ({ id, name: url })),
  opportunity: async (scope, ids) => (await opportunitiesByIds(scope, ids)).map(titled),
  interview: ofInterviews,
  task: async (scope, ids) => (await presentTasks(scope, await tasksByIds(scope, ids))).map(titled),
}

/** An interview is called by its opportunity. */
async function ofInterviews(scope: Scope, ids: string[]): Promise<Named[]> {
  const interviews = await interviewsByIds(scope, ids)
  const found = await opportunitiesByIds(
    scope,
    interviews.map(({ opportunityId }) => opportunityId),
  )
  const titles = new Map(found.map(({ id, title }) => [id, title]))
  return interviews.map(({ id, opportunityId }) => ({ id, name: titles.get(opportunityId) ?? null }))
}

/** What the records of these activities are called now, by id: a statement or two for each kind, however many rows. */
export async function recordNames(
  scope: Scope,
  rows: readonly ActivityRow[],
): Promise<Map<string, string | null>> {
  const names = new Map<string, string | null>()
  for (const [type, read] of Object.entries(namesOf)) {
    const ids = [...new Set(rows.flatMap((row) => (row.recordType === type ? row.recordId : [])))]
    if (ids.length === 0) continue
    for (const { id, name } of await read(scope, ids)) names.set(id, name)
  }
  return names
}

import { reader } from '../../platform/reading.ts'
import type { Scope } from '../../platform/scope.ts'
import { type Relation, relationsTo } from './clients.access.ts'
import type { ClientRow } from './clients.entity.ts'
import { listClients, openTasksOf } from './clients.store.ts'
import { toConsent } from './consent.service.ts'

const consent = [
  'consentPipeline',
  'consentNotes',
  'consentContacts',
  'consentEndsOn',
  'consentGivenAt',
  'consentSource',
]

/** Clients for the graph. How the caller stands to them and what is open is asked only where it is wanted. */
export const clientReader = reader({
  permission: 'clients:read',
  list: listClients,
  needs: { access: [], openTasks: [], nextTask: [], consent, primaryCoach: ['primaryCoachId'] },
  async finish(scope, rows: ClientRow[], fields) {
    const ids = rows.map(({ id }) => id)
    const open = fields.has('openTasks') || fields.has('nextTask') ? await openOf(scope, ids) : null
    const relations = fields.has('access') ? await relationsTo(scope, ids) : null
    return rows.map((row) => ({
      ...row,
      ...open?.(row.id),
      ...(relations && { access: relations.get(row.id) ?? ('viewing' satisfies Relation) }),
      ...(fields.has('consent') && { consent: toConsent(scope, row) }),
    }))
  },
})

async function openOf(scope: Scope, ids: readonly string[]) {
  const found = new Map((await openTasksOf(scope, ids)).map((row) => [row.client_id, row]))
  return (id: string) => {
    const {
      overdue = 0,
      due = 0,
      scheduled = 0,
      next = null,
    } = (scope.withheld.pipeline.has(id) ? undefined : found.get(id)) ?? {}
    const moment = (text: string | null) => text && new Date(text)
    return {
      openTasks: { overdue, due, scheduled },
      nextTask: next && { ...next, dueAt: moment(next.dueAt), overdueAt: moment(next.overdueAt) },
    }
  }
}

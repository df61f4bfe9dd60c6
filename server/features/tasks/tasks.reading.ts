import { reader } from '../../platform/reading.ts'
import type { TaskRow } from './tasks.entity.ts'
import { describeTask, undoEnds } from './tasks.present.ts'
import { listTasks } from './tasks.store.ts'

const described = [
  'kind',
  'channel',
  'facts',
  'title',
  'status',
  'rule',
  'cancelReason',
  'contactId',
  'clientId',
]

/** Tasks for the graph, with title and reason in the reader's language where they are wanted. */
export const taskReader = reader({
  permission: 'tasks:read',
  list: listTasks,
  needs: {
    title: described,
    reason: described,
    note: ['note', 'clientId'],
    undoUntil: ['undo'],
    client: ['clientId'],
    contact: ['contactId'],
    opportunity: ['opportunityId'],
    interview: ['interviewId'],
    coach: ['coachId'],
  },
  computed: [
    {
      name: 'contactName',
      sql: 'SELECT c.name FROM contact c WHERE c.organization_id = t.organization_id AND c.id = t.contact_id',
      for: ['title', 'reason'],
    },
  ],
  finish({ withheld, locale }, rows: (TaskRow & { contactName?: string | null })[], fields) {
    const tells = fields.has('title') || fields.has('reason')
    if (!tells && !fields.has('undoUntil') && !fields.has('note')) return rows
    return rows.map((row) => {
      const person = withheld.contacts.has(row.clientId) ? null : (row.contactName ?? null)
      return {
        ...row,
        ...(tells && describeTask(row, person, locale)),
        ...(withheld.notes.has(row.clientId) && { note: null }),
        ...(fields.has('undoUntil') && { undoUntil: undoEnds(row) }),
      }
    })
  },
})

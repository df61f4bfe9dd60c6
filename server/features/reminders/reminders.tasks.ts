import type { ReasonFacts } from '../../domain/cadence/facts.ts'
import type { RuleId, TaskChannel, TaskKind, TaskStatus } from '../../domain/vocabulary.ts'
import { withoutMarks } from '../mail/mail.links.ts'
import { describeTask } from '../tasks/tasks.present.ts'
import { type Consenting, consentColumns } from './reminders.access.ts'
import type { Reader } from './reminders.people.ts'

/** A task with what a mail says around it. */
export interface TaskToTell extends Consenting {
  id: string
  kind: TaskKind
  channel: TaskChannel
  status: TaskStatus
  title: string | null
  rule: RuleId | null
  facts: ReasonFacts | null
  due_at: Date
  client_name: string
  contact_name: string | null
  position: string | null
  employer: string | null
}

/** `t` is a task; its client is `c`, who is still looked after. */
export const tellingColumns = `t.id, t.kind, t.channel, t.status, t.title, t.rule, t.facts, t.due_at, ${consentColumns},
  c.name AS client_name, k.name AS contact_name, w.title AS position, e.name AS employer`

export const tellingJoins = `
  JOIN client c ON c.organization_id = t.organization_id AND c.id = t.client_id AND c.status = 'active' AND c.deleted_at IS NULL
  LEFT JOIN contact k ON k.organization_id = t.organization_id AND k.id = t.contact_id
  LEFT JOIN opportunity w ON w.organization_id = t.organization_id AND w.id = t.opportunity_id
  LEFT JOIN employer e ON e.organization_id = w.organization_id AND e.id = w.employer_id`

/** A task in the reader's words: what, for whom at which employer, and why now. */
export interface Told {
  title: string
  reason: string
  /** Null for the client themselves. */
  client: string | null
  position: string | null
  employer: string | null
  late: boolean
  dueAt: Date
}

export function tell(row: TaskToTell & { contactsShown: boolean }, reader: Reader): Told {
  const words = describeTask(
    { ...row, cancelReason: null },
    row.contactsShown ? row.contact_name : null,
    reader.locale,
  )
  const clean = (text: string | null) => (text === null ? null : withoutMarks(text))
  return {
    title: withoutMarks(words.title),
    reason: withoutMarks(words.reason),
    client: reader.role === 'client' ? null : withoutMarks(row.client_name),
    position: clean(row.position),
    employer: clean(row.employer),
    late: row.status === 'overdue',
    dueAt: row.due_at,
  }
}

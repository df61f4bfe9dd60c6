import type { Static } from 'typebox'
import { cancelReasonSentence } from '../../domain/cadence/reasons/cancel-reason-sentence.ts'
import { reasonSentence } from '../../domain/cadence/reasons/reason-sentence.ts'
import { taskTitle } from '../../domain/cadence/reasons/task-title.ts'
import type { Locale } from '../../domain/vocabulary.ts'
import { byId } from '../../platform/query.ts'
import { instant, maybeInstant } from '../../platform/schema.ts'
import type { Scope } from '../../platform/scope.ts'
import { clientsByIds } from '../clients/clients.store.ts'
import { contactsByIds } from '../contacts/contacts.store.ts'
import { employersByIds } from '../employers/employers.store.ts'
import { opportunitiesByIds } from '../opportunities/opportunities.store.ts'
import type { TaskRow } from './tasks.entity.ts'
import type { Task, TaskInclude } from './tasks.schema.ts'

/** A task's title and reason in the reader's language, rendered from the stored facts. */
export function describeTask(
  row: Pick<TaskRow, 'kind' | 'channel' | 'facts' | 'title' | 'status' | 'rule' | 'cancelReason'>,
  personName: string | null,
  locale: Locale,
): { title: string; reason: string } {
  const title = row.title ?? taskTitle(row.kind, row.channel, row.facts, personName, locale)
  const why = row.facts && row.rule ? reasonSentence({ rule: row.rule, facts: row.facts }, locale) : ''
  const ended =
    row.status === 'cancelled' && row.cancelReason ? cancelReasonSentence(row.cancelReason, locale) : ''
  return { title, reason: [why, ended].filter(Boolean).join(' ') }
}

/** Tasks as they go out, with what was asked for around them: one statement per kind of record, however many rows. */
export async function presentTasks(
  scope: Scope,
  rows: readonly TaskRow[],
  include: ReadonlySet<TaskInclude> = new Set(),
): Promise<Static<typeof Task>[]> {
  const contacts = byId(
    await contactsByIds(
      scope,
      rows.flatMap(({ contactId }) => contactId ?? []),
    ),
  )
  const clients = include.has('client')
    ? byId(
        await clientsByIds(
          scope,
          rows.map(({ clientId }) => clientId),
        ),
      )
    : null
  const opportunities = include.has('opportunity') ? await withEmployers(scope, rows) : null
  return rows.map((row) => {
    const known = contacts.get(row.contactId ?? '')
    const contact = known && scope.withheld.contacts.has(row.clientId) ? { ...known, ...nameless } : known
    const shown = scope.withheld.notes.has(row.clientId) ? { ...row, note: null } : row
    const client = clients?.get(row.clientId)
    return {
      ...toTask(shown, contact?.name ?? null, scope.locale),
      ...(client && { client: { id: client.id, name: client.name, timeZone: client.timeZone } }),
      ...(include.has('contact') && {
        contact: contact
          ? {
              id: contact.id,
              name: contact.name,
              role: contact.role,
              email: contact.email,
              phone: contact.phone,
            }
          : null,
      }),
      ...(opportunities && { opportunity: opportunities.get(row.opportunityId ?? '') ?? null }),
    }
  })
}

/** Of whom the client withholds, only the role is seen. */
const nameless = { name: null, email: null, phone: null }

async function withEmployers(scope: Scope, rows: readonly TaskRow[]) {
  const found = await opportunitiesByIds(
    scope,
    rows.flatMap(({ opportunityId }) => opportunityId ?? []),
  )
  const employers = byId(
    await employersByIds(
      scope,
      found.map(({ employerId }) => employerId),
    ),
  )
  return new Map(
    found.map(({ id, title, stage, employerId }) => [
      id,
      { id, title, stage, employer: { id: employerId, name: employers.get(employerId)?.name ?? '' } },
    ]),
  )
}

/** The one way out of the table; nothing else of the row is shown. */
export const toTask = (row: TaskRow, personName: string | null, locale: Locale): Static<typeof Task> => ({
  id: row.id,
  organizationId: row.organizationId,
  clientId: row.clientId,
  opportunityId: row.opportunityId,
  interviewId: row.interviewId,
  contactId: row.contactId,
  coachId: row.coachId,
  kind: row.kind,
  channel: row.channel,
  status: row.status,
  ...describeTask(row, personName, locale),
  dueAt: instant(row.dueAt),
  overdueAt: maybeInstant(row.overdueAt),
  originalDueAt: instant(row.originalDueAt),
  snoozeCount: row.snoozeCount,
  completedAt: maybeInstant(row.completedAt),
  outcome: row.outcome,
  note: row.note,
  rule: row.rule,
  movedByHand: row.movedByHand,
  undoUntil: undoEnds(row),
  version: row.version,
  createdAt: instant(row.createdAt),
  updatedAt: instant(row.updatedAt),
})

/** How long the last act can be taken back. */
export const undoMilliseconds = 60_000

/** Until when the last act can be taken back; null when there is none. */
export const undoEnds = ({ undo }: Pick<TaskRow, 'undo'>): string | null =>
  undo && instant(new Date(Date.parse(undo.actedAt) + undoMilliseconds))

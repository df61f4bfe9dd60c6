import type { Static } from 'typebox'
import type { TaskChange } from '../../domain/cadence/existing.ts'
import { lateEntry } from '../../domain/cadence/late-entry.ts'
import { planFollowUps } from '../../domain/cadence/plan.ts'
import { cancelReasonSentence } from '../../domain/cadence/reasons/cancel-reason-sentence.ts'
import { replan } from '../../domain/cadence/replan.ts'
import type { PlannedTask } from '../../domain/cadence/types.ts'
import { invalid } from '../../platform/errors.ts'
import { byId, firstRow } from '../../platform/query.ts'
import { instant, maybeInstant } from '../../platform/schema.ts'
import { action, type Scope } from '../../platform/scope.ts'
import { contactsByIds } from '../contacts/contacts.store.ts'
import type { TaskRow } from '../tasks/tasks.entity.ts'
import { describeTask } from '../tasks/tasks.present.ts'
import { tasksOfInterview } from '../tasks/tasks.store.ts'
import { toExisting } from './plans.apply.ts'
import { previewCase } from './plans.preview-input.ts'
import type { PreviewBody } from './plans.schema.ts'
import { indexOrNull, noteOf } from './plans.service.ts'

type Preview = Static<typeof PreviewBody>

/** What would follow from an interview; nothing is written. Over a stored one, also what would happen to its tasks. */
export const previewPlan = action('interviews:read', async (scope, body: Preview) => {
  const sources = (['employer', 'opportunityId', 'interviewId'] as const).filter(
    (name) => body[name] !== undefined,
  )
  if (sources.length !== 1)
    throw invalid(
      `/${sources[1] ?? 'employer'}`,
      'one_source',
      'is not all: give exactly one of employer, opportunityId and interviewId',
    )
  const { input, gone, interviewId, nameless } = await previewCase(scope, body)
  const plan = planFollowUps(input)
  const rows = interviewId ? await tasksOfInterview(scope, interviewId) : []
  const changes = replan(plan, rows.map(toExisting), { gone })
  const created = changes.flatMap((change) => (change.action === 'create' ? [change.planned] : []))
  const late = lateEntry(created, instant(scope.now))
  const people = new Map(
    [...input.participants, ...(input.others ?? [])].map((person) => [person.key, person]),
  )
  const keys = input.participants.map(({ key }) => key)
  const show = (task: PlannedTask, more: object = {}) => ({
    kind: task.kind,
    channel: task.channel,
    status: task.status,
    ...describeTask(
      { ...task, title: null, cancelReason: null },
      nameless ? null : (people.get(task.participant ?? '')?.name ?? null),
      scope.locale,
    ),
    dueAt: task.dueAt,
    overdueAt: task.overdueAt,
    participant: indexOrNull(keys, task.participant),
    rule: task.rule,
    ...more,
  })
  const showNew = (task: PlannedTask) =>
    show(task, {
      ...(late.has(task.slot) && { status: 'skipped' }),
      ...(interviewId && { action: 'create' }),
    })
  const tasks = [...created.map(showNew), ...(await changesShown(scope, rows, changes, keys, show))]
  return {
    decisionDate: plan.decisionDate,
    policy: { id: input.policy.id, version: input.policy.version },
    note: noteOf(gone ?? plan.noFollowUp, scope.locale),
    suggestClosing: plan.suggestClosing,
    tasks: tasks.sort((a, b) => Date.parse(a.dueAt) - Date.parse(b.dueAt)),
  }
})

/** What would happen to each stored task, those that would go included. */
async function changesShown<T>(
  scope: Scope,
  rows: readonly TaskRow[],
  changes: readonly TaskChange[],
  keys: readonly string[],
  show: (task: PlannedTask, more?: object) => T,
): Promise<T[]> {
  const stored = byId(rows)
  const contacts = byId(
    await contactsByIds(
      scope,
      rows.flatMap(({ clientId, contactId }) =>
        scope.withheld.contacts.has(clientId) ? [] : (contactId ?? []),
      ),
    ),
  )
  return changes.flatMap((change) => {
    if (change.action === 'create') return []
    const row = firstRow([stored.get(change.id)].flatMap((found) => found ?? []))
    if (row.deletedAt) return []
    const { action: name } = change
    if ((name === 'keep' || name === 'move' || name === 'reopen') && change.planned)
      return [
        show(change.planned, { action: name, id: row.id, ...(name === 'keep' && { status: row.status }) }),
      ]
    const ended = name === 'cancel' ? cancelReasonSentence(change.cancelReason, scope.locale) : ''
    const shown = describeTask(row, contacts.get(row.contactId ?? '')?.name ?? null, scope.locale)
    return [
      {
        action: name,
        id: row.id,
        kind: row.kind,
        channel: row.channel,
        status: row.status,
        ...shown,
        reason: ended || shown.reason,
        dueAt: instant(row.dueAt),
        overdueAt: maybeInstant(row.overdueAt),
        participant: indexOrNull(keys, row.contactId),
        rule: row.rule,
      } as unknown as T,
    ]
  })
}

import type { Static } from 'typebox'
import type { TaskChange } from '../../domain/cadence/existing.ts'
import { lateEntry } from '../../domain/cadence/late-entry.ts'
import { planFollowUps } from '../../domain/cadence/plan.ts'
import { cancelReasonSentence } from '../../domain/cadence/reasons/cancel-reason-sentence.ts'
import { replan } from '../../domain/cadence/replan.ts'
import type { PlanInput, PlannedTask, PlanParticipant } from '../../domain/cadence/types.ts'
import { invalid, referenceNotFound } from '../../platform/errors.ts'
import { byId, firstRow } from '../../platform/query.ts'
import { instant, maybeInstant } from '../../platform/schema.ts'
import { action, type Scope } from '../../platform/scope.ts'
import { contactsByIds, findContact } from '../contacts/contacts.store.ts'
import { employerById } from '../employers/employers.store.ts'
import { checkDecision } from '../interviews/decisions.ts'
import type { ParticipantInput } from '../interviews/interviews.schema.ts'
import { findInterview } from '../interviews/interviews.store.ts'
import { findOpportunity } from '../opportunities/opportunities.store.ts'
import { describeTask } from '../tasks/tasks.present.ts'
import { tasksOfInterview } from '../tasks/tasks.store.ts'
import { toExisting } from './plans.apply.ts'
import {
  currentPolicy,
  placeOf,
  type StoredCase,
  storedCase,
  toPlanParticipant,
  toPromises,
  toStatement,
} from './plans.input.ts'
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
  const stored = body.interviewId ? await requiredCase(scope, body.interviewId) : null
  const input = await inputOf(scope, body, stored?.input ?? null)
  const plan = planFollowUps(input)
  const people = new Map(
    [...input.participants, ...(input.others ?? [])].map((person) => [person.key, person]),
  )
  const nameless = stored !== null && scope.withheld.contacts.has(stored.interview.clientId)
  const keys = input.participants.map(({ key }) => key)
  const late = lateEntry(plan.tasks, instant(scope.now))
  const show = (task: PlannedTask, more: object = {}) => ({
    kind: task.kind,
    channel: task.channel,
    status: late.has(task.slot) ? ('skipped' as const) : task.status,
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
  const tasks =
    stored && body.interviewId
      ? await changesShown(scope, stored, body.interviewId, plan, show)
      : plan.tasks.map((task) => show(task))
  return {
    decisionDate: plan.decisionDate,
    policy: { id: input.policy.id, version: input.policy.version },
    note: noteOf(plan.noFollowUp, scope.locale),
    suggestClosing: plan.suggestClosing,
    tasks: tasks.sort((a, b) => Date.parse(a.dueAt) - Date.parse(b.dueAt)),
  }
})

async function requiredCase(scope: Scope, interviewId: string): Promise<StoredCase> {
  const interview = await findInterview(scope, interviewId)
  if (!interview) throw referenceNotFound('/interviewId', 'interview')
  return storedCase(scope, interview)
}

async function inputOf(scope: Scope, body: Preview, stored: PlanInput | null): Promise<PlanInput> {
  const need = <T>(name: string, given: T | undefined, known: T | undefined): T => {
    if (given !== undefined) return given
    if (known !== undefined) return known
    throw invalid(`/${name}`, 'required', 'is required')
  }
  const interview = {
    startsAt: need('startsAt', body.startsAt, stored?.interview.startsAt),
    durationMinutes: need('durationMinutes', body.durationMinutes, stored?.interview.durationMinutes),
    timeZone: need('timeZone', body.timeZone, stored?.interview.timeZone),
    format: need('format', body.format, stored?.interview.format),
    outcome: stored?.interview.outcome ?? null,
  }
  const { decision } = body
  if (decision) checkDecision(decision)
  const said = decision && { date: null, days: null, statedAt: null, statedBy: null, ...decision }
  return {
    interview,
    participants: body.participants ? await people(scope, body.participants) : (stored?.participants ?? []),
    others: stored?.others ?? [],
    promises: body.promises ? toPromises(body.promises) : (stored?.promises ?? []),
    statement: said ? toStatement(said) : decision === null ? null : (stored?.statement ?? null),
    policy: stored?.policy ?? (await currentPolicy(scope)),
    cold: stored?.cold ?? false,
    ...(stored ? { employer: stored.employer, calendar: stored.calendar } : await place(scope, body)),
  }
}

async function place(scope: Scope, { employer, opportunityId }: Preview) {
  if (employer) return placeOf({ country: employer.country ?? null, region: employer.region ?? null })
  const opportunity = await findOpportunity(scope, opportunityId as string)
  if (!opportunity) throw referenceNotFound('/opportunityId', 'opportunity')
  return {
    ...placeOf(await employerById(scope, opportunity.employerId)),
    cold: opportunity.coldSince !== null,
  }
}

/** The people of a preview: contacts by their id; those who are only described, by their index. */
async function people(scope: Scope, given: readonly ParticipantInput[]): Promise<PlanParticipant[]> {
  const found: PlanParticipant[] = []
  for (const [index, person] of given.entries()) {
    const contact = person.contactId ? await findContact(scope, person.contactId) : null
    if (person.contactId && !contact) throw referenceNotFound(`/participants/${index}/contactId`, 'contact')
    found.push(
      contact
        ? toPlanParticipant(contact)
        : {
            key: String(index),
            name: person.name ?? null,
            role: person.role ?? 'interviewer',
            email: person.email ?? null,
            phone: person.phone ?? null,
            allowedChannels: person.allowedChannels ?? null,
            reachableAt: null,
          },
    )
  }
  return found
}

type Shown<T> = (task: PlannedTask, more?: object) => T

/** Each task with what would happen to it, those that would go included. */
async function changesShown<T extends { dueAt: string }>(
  scope: Scope,
  { gone, input }: StoredCase,
  interviewId: string,
  plan: ReturnType<typeof planFollowUps>,
  show: Shown<T>,
): Promise<T[]> {
  const rows = byId(await tasksOfInterview(scope, interviewId))
  const contacts = byId(
    await contactsByIds(
      scope,
      [...rows.values()].flatMap(({ contactId }) => contactId ?? []),
    ),
  )
  const changes = replan(plan, [...rows.values()].map(toExisting), { gone })
  return changes.map((change: TaskChange) => {
    if (change.action === 'create') return show(change.planned, { action: 'create' })
    const row = firstRow([rows.get(change.id)].flatMap((found) => found ?? []))
    const { action: name } = change
    if ((name === 'keep' || name === 'move' || name === 'reopen') && change.planned)
      return show(change.planned, {
        action: name,
        id: row.id,
        ...(name === 'keep' && { status: row.status }),
      })
    const ended = name === 'cancel' ? cancelReasonSentence(change.cancelReason, scope.locale) : ''
    const person = scope.withheld.contacts.has(row.clientId) ? null : contacts.get(row.contactId ?? '')
    const shown = describeTask(row, person?.name ?? null, scope.locale)
    return {
      action: name,
      id: row.id,
      kind: row.kind,
      channel: row.channel,
      status: row.status,
      ...shown,
      reason: ended || shown.reason,
      dueAt: instant(row.dueAt),
      overdueAt: maybeInstant(row.overdueAt),
      participant: indexOrNull(
        input.participants.map(({ key }) => key),
        row.contactId,
      ),
      rule: row.rule,
    } as unknown as T
  })
}

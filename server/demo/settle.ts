import type { TaskKind } from '../domain/vocabulary.ts'
import { completeTask } from '../features/plans/plans.changes.ts'
import { skipTask, snoozeTask } from '../features/tasks/tasks.acts.ts'
import { type TaskRow, taskEntity } from '../features/tasks/tasks.entity.ts'
import type { Actor } from '../platform/actor.ts'
import { groupBy, selectFrom } from '../platform/query.ts'
import { awake, earlier, hour, later, latest, midnights, momentOn } from './days.ts'
import { doneNotes, skipReasons } from './notes.ts'
import { places } from './places.ts'
import type { Dice } from './random.ts'
import type { Stage } from './stage.ts'

/** Somebody whose past is to be settled. */
export interface Settled {
  id: string
  timeZone: string
  /** Who did their tasks. */
  by: Actor
  /** When they left; what fell due later is no longer theirs to do. */
  until?: Date
}

/** How much of a coach's caseload is left to do this morning. */
export interface Morning {
  overdue: number
  due: number
  tomorrow: number
  /** With all of the above. */
  week: number
}

const check = () => {}

/** The coach's open tasks that fall due before a moment; what waits for a name is none of them. */
export const openUntil = async (stage: Stage, coach: Actor, until: Date): Promise<TaskRow[]> =>
  selectFrom(await stage.at(coach, stage.now), taskEntity)
    .andWhere(`t.coachId = :coach AND t.status = 'scheduled' AND t.dueAt < :until`, {
      coach: coach.id,
      until,
    })
    .orderBy('t.dueAt')
    .addOrderBy('t.id')
    .getRawMany<TaskRow>()

export const isLate = ({ overdueAt }: TaskRow, now: Date): boolean => overdueAt !== null && overdueAt <= now

/**
 * All that has fallen due was done in its time, but for what this morning is about. Where more lies ahead than a week
 * usually holds, some of it was done early, and some put off.
 */
export async function settle(
  stage: Stage,
  dice: Dice,
  coach: Actor,
  people: ReadonlyMap<string, Settled>,
  { overdue, due, tomorrow, week }: Morning,
): Promise<void> {
  const { now } = stage
  const limits = midnights(now, coach.timeZone)
  const end = latest(limits.nextWeek, limits.dayAfter)
  const open = (await openUntil(stage, coach, end)).filter(({ clientId, dueAt }) => {
    const until = people.get(clientId)?.until
    return !until || dueAt < until
  })
  const between = (from: Date, to: Date) => open.filter(({ dueAt }) => dueAt >= from && dueAt < to)
  const late = newestFirst(
    open.filter((task) => isLate(task, now)),
    now,
  )
  const current = newestFirst(
    open.filter((task) => task.dueAt < limits.tomorrow && !isLate(task, now)),
    now,
  )
  const ahead = week - overdue - due - tomorrow
  /** What belongs to an interview that lies ahead stays in any case. */
  const choose = (tasks: TaskRow[], count: number): TaskRow[] => {
    const fixed = tasks.filter((task) => task.dueAt > now && !isCall(task))
    const others = tasks.filter((task) => !fixed.includes(task))
    return [...fixed, ...spread(others, count - fixed.length)]
  }
  const kept = new Set([
    ...spread(late, overdue),
    ...choose(current, due),
    ...choose(between(limits.tomorrow, limits.dayAfter), tomorrow),
    ...choose(between(limits.dayAfter, end), ahead),
  ])
  let turn = 0
  for (const task of open.filter((candidate) => !kept.has(candidate))) {
    const person = people.get(task.clientId)
    if (!person || (task.dueAt > now && !isCall(task))) continue
    const puttingOff = isCall(task) && !isLate(task, now) && turn++ % 3 === 0
    if (puttingOff) await putOff(stage, task, person)
    else await finish(stage, dice, task, person, now)
  }
}

/** Done in time, what had fallen due for an opportunity before something new happened. */
export async function catchUp(
  stage: Stage,
  dice: Dice,
  opportunityId: string,
  person: Settled,
  moment: Date,
): Promise<void> {
  const open = await selectFrom(await stage.at(person.by, moment), taskEntity)
    .andWhere(`t.opportunityId = :opportunityId AND t.status = 'scheduled' AND t.dueAt < :moment`, {
      opportunityId,
      moment: later(moment, -3),
    })
    .orderBy('t.dueAt')
    .addOrderBy('t.id')
    .getRawMany<TaskRow>()
  for (const task of open) if (task.kind !== 'obtain_contact') await finish(stage, dice, task, person, moment)
}

const calls: readonly TaskKind[] = ['follow_up', 'pre_decision_follow_up', 'decision_check']
const isCall = ({ kind }: TaskRow): boolean => calls.includes(kind)

/** The newest first; before them recent search for an address, because a thank-you waits for it. */
const newestFirst = (tasks: readonly TaskRow[], now: Date): TaskRow[] => {
  const holdsUp = ({ kind, dueAt }: TaskRow) => kind === 'obtain_contact' && dueAt > later(now, -96)
  const reversed = [...tasks].reverse()
  const first = reversed.filter(holdsUp)
  return [...first, ...reversed.filter((task) => !holdsUp(task))]
}

async function putOff(stage: Stage, task: TaskRow, { by }: Settled): Promise<void> {
  const until = momentOn(stage.now, 8, '10:00', places.newYork).toISOString()
  const moment = earlier(later(task.dueAt, 1), later(stage.now, -1))
  await snoozeTask.run(await stage.at(by, moment), { id: task.id, patch: { until }, check })
}

/** So many of the tasks, from the front, first one for each client, then a second one, and so on. */
export function spread(tasks: readonly TaskRow[], count: number): TaskRow[] {
  const rank = new Map<TaskRow, number>()
  for (const group of groupBy(tasks, ({ clientId }) => clientId).values())
    for (const [index, task] of group.entries()) rank.set(task, index)
  return [...tasks].sort((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0)).slice(0, Math.max(0, count))
}

async function finish(stage: Stage, dice: Dice, task: TaskRow, person: Settled, now: Date): Promise<void> {
  const scope = await stage.at(
    person.by,
    latest(doneAt(dice, task, person, now), later(stage.madeAt(task.id), 0.1)),
  )
  const reason = skipReasons[task.kind]
  if (task.kind === 'obtain_contact' || (reason && dice.between(1, 14) === 1))
    await skipTask.run(scope, { id: task.id, patch: { reason }, check })
  else {
    const notes = doneNotes[task.kind]
    const wrote = notes ? dice.one(notes) : {}
    // A mail is sent, whatever the kind; only a call reaches somebody.
    const patch = 'outcome' in wrote && task.channel === 'email' ? { outcome: 'sent' as const } : wrote
    await completeTask.run(scope, { id: task.id, patch, check })
  }
}

/** A few waking hours after it fell due and mostly before it was late, one in twelve the day after that. */
function doneAt(dice: Dice, { dueAt, overdueAt }: TaskRow, { timeZone }: Settled, now: Date): Date {
  // What was done early was done on the last working day.
  if (dueAt >= now) return momentOn(now, -1, '18:10', places.newYork)
  const moment = awake(later(dueAt, dice.between(4, 12) / 2), timeZone)
  const late = overdueAt !== null && dice.between(1, 12) === 1
  if (late) return earlier(awake(later(overdueAt, 3), timeZone), new Date(now.getTime() - hour / 4))
  const latest = earlier(overdueAt ?? now, now)
  if (moment < latest) return moment
  return new Date((dueAt.getTime() + latest.getTime()) / 2)
}

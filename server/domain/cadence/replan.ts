import { type CancelReason, isGoneReason, isReopenable } from './cancel-reasons.ts'
import { carryOn, reopened } from './carry.ts'
import { type ExistingTask, isOpen, type ReplanContext, type TaskChange } from './existing.ts'
import { byLane, matchOf } from './match.ts'
import { laneOf, slotOfTurn } from './slots.ts'
import type { Plan, PlannedTask } from './types.ts'

/**
 * What must happen to an interview's stored tasks so that they follow the plan (PRODUCT, "Re-planning"; DECISIONS,
 * "The plan"). `existing` holds all of them, cancelled and done ones too. Done and skipped tasks are never changed;
 * the same plan again gives nothing but `keep` without `write`.
 */
export function replan(
  plan: Plan,
  existing: readonly ExistingTask[],
  context: ReplanContext = { gone: null },
): TaskChange[] {
  const { gone } = context
  if (gone) return existing.filter(isOpen).map(({ id }) => ({ action: 'cancel', id, cancelReason: gone }))

  const lanes = byLane(existing)
  const matched = new Set<string>()
  const changes = plan.tasks.map((planned) => {
    const lane = lanes.get(laneOf(planned.slot)) ?? []
    const change = changeFor(planned, lane)
    if (change && 'id' in change) matched.add(change.id)
    return change
  })
  const leftovers = existing.filter((task) => !matched.has(task.id)).map((task) => leftover(task, plan))
  return [...changes, ...leftovers].filter((change) => change !== null)
}

function changeFor(wanted: PlannedTask, lane: readonly ExistingTask[]): TaskChange | null {
  const planned = wanted.kind === 'obtain_contact' ? nextTurn(wanted, lane) : wanted
  const match = matchOf(planned, lane)
  if (!match) return { action: 'create', planned }
  const { how, task } = match
  if (how === 'open') return carryOn(task, planned)
  if (how === 'cancelled') return reopened(task, planned)
  return how === 'settled' ? { action: 'keep', id: task.id, planned, write: false } : null
}

/** Completing it found the means; where they are missing again, that is a task of its own. */
function nextTurn(planned: PlannedTask, lane: readonly ExistingTask[]): PlannedTask {
  const done = lane.filter(({ status }) => status === 'done').length
  return { ...planned, slot: slotOfTurn(planned.slot, done) }
}

/** A stored task that the plan does not want. */
function leftover(task: ExistingTask, plan: Plan): TaskChange | null {
  const { id } = task
  if (task.slot === null) {
    return task.status === 'cancelled' && isGoneReason(task.cancelReason)
      ? { action: 'reopen', id, planned: null }
      : null
  }
  if (!isOpen(task)) return null
  if (task.kind !== 'obtain_contact') return { action: 'cancel', id, cancelReason: whyCancelled(task, plan) }
  const thankYou = plan.tasks.find(
    ({ kind, participant }) => kind === 'thank_you' && participant === task.participant,
  )
  if (!thankYou) return { action: 'cancel', id, cancelReason: 'participant_removed' }
  return meansFilledIn(task, thankYou)
    ? { action: 'complete', id }
    : { action: 'cancel', id, cancelReason: 'not_needed' }
}

/** The thank-you goes the same way as when the means were missing, so it is the means that have come. */
function meansFilledIn(task: ExistingTask, thankYou: PlannedTask): boolean {
  return task.facts?.type !== 'obtain_contact' || task.facts.channel === thankYou.channel
}

function whyCancelled(task: ExistingTask, plan: Plan): CancelReason {
  if (task.kind === 'thank_you') return 'participant_removed'
  if (task.kind === 'promise') return 'promise_removed'
  return isReopenable(plan.noFollowUp) ? (plan.noFollowUp as CancelReason) : 'superseded'
}

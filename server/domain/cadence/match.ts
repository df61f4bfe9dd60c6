import { isReopenable } from './cancel-reasons.ts'
import { sameMoment } from './carry.ts'
import { type ExistingTask, isOpen } from './existing.ts'
import { laneOf } from './slots.ts'
import type { PlannedTask } from './types.ts'

export type Match = { how: 'open' | 'settled' | 'cancelled' | 'dropped'; task: ExistingTask } | null

/** The stored tasks of an interview by lane, so that a plan of many participants is matched in linear time. */
export function byLane(existing: readonly ExistingTask[]): Map<string, ExistingTask[]> {
  const lanes = new Map<string, ExistingTask[]>()
  for (const task of existing) {
    if (task.slot === null) continue
    const lane = laneOf(task.slot)
    const tasks = lanes.get(lane)
    if (tasks) tasks.push(task)
    else lanes.set(lane, [task])
  }
  return lanes
}

/**
 * The stored task that stands for a planned one, in this order: the open one of the same slot; one of the same lane
 * and statement that is done or skipped; the cancelled one of the same slot; another open one of the lane, which
 * moves; a cancelled one of the lane that would be due at the same moment by the same rule (the same statement, said
 * again). None: it is new.
 */
export function matchOf(planned: PlannedTask, lane: readonly ExistingTask[]): Match {
  const sameSlot = lane.filter((task) => task.slot === planned.slot)
  const open = sameSlot.find(isOpen)
  if (open) return { how: 'open', task: open }
  const settled = lane.find((task) => isSettled(task) && settles(task, planned))
  if (settled) return { how: 'settled', task: settled }
  const cancelled = sameSlot.find(({ status }) => status === 'cancelled')
  if (cancelled)
    return { how: isReopenable(cancelled.cancelReason) ? 'cancelled' : 'dropped', task: cancelled }
  const other = lane.find((task) => isOpen(task) && !endsByHand(task, planned))
  if (other) return { how: 'open', task: other }
  const again = lane.find((task) => comesAgain(task, planned))
  return again ? { how: 'cancelled', task: again } : null
}

function isSettled({ status }: ExistingTask): boolean {
  return status === 'done' || status === 'skipped'
}

/** One call answers for its statement, whatever rule it came by; means that went missing are to be found again. */
function settles(task: ExistingTask, planned: PlannedTask): boolean {
  if (planned.kind === 'obtain_contact') return task.slot === planned.slot
  return task.statementKey === planned.statement
}

/** "Don't contact us" cancels even what was moved by hand; the silent check is a new one. */
function endsByHand(task: ExistingTask, planned: PlannedTask): boolean {
  return task.movedByHand && planned.facts.type === 'silence' && planned.facts.doNotContact
}

function comesAgain(task: ExistingTask, planned: PlannedTask): boolean {
  return (
    task.status === 'cancelled' &&
    isReopenable(task.cancelReason) &&
    !task.movedByHand &&
    task.rule === planned.rule &&
    sameMoment(task.dueAt, planned.dueAt)
  )
}

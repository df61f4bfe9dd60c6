import { type ExistingTask, isOpen, type TaskChange } from './existing.ts'
import { sameJson } from './same-json.ts'
import type { PlannedTask } from './types.ts'

/** The stored task as the plan wants it, except for what a person moved by hand. */
export function carried(task: ExistingTask, planned: PlannedTask): PlannedTask {
  if (!task.movedByHand) return planned
  const { channel } = task
  // Every task of a rule has an overdue moment but a blocked one; a cancelled row shows it by that alone.
  const wasBlocked = task.status === 'blocked' || (!isOpen(task) && task.overdueAt === null)
  // With the channel changed by hand alone, the plan's blocking speaks of another channel and does not count.
  const status = channel === planned.channel ? planned.status : wasBlocked ? 'blocked' : 'scheduled'
  const unblocked = wasBlocked && status === 'scheduled'
  if (unblocked) return { ...planned, channel, status }
  return {
    ...planned,
    channel,
    status,
    dueAt: task.dueAt,
    overdueAt: status === 'blocked' ? null : (task.overdueAt ?? planned.overdueAt),
  }
}

/** Keep or move: an open task that still applies. */
export function carryOn(task: ExistingTask, plan: PlannedTask): TaskChange {
  const planned = carried(task, plan)
  const same =
    sameMoment(task.dueAt, planned.dueAt) &&
    sameMoment(task.overdueAt, planned.overdueAt) &&
    task.channel === planned.channel &&
    task.participant === planned.participant &&
    (task.status === 'blocked') === (planned.status === 'blocked')
  if (!same) return { action: 'move', id: task.id, planned }
  const write =
    task.slot !== planned.slot ||
    task.statementKey !== planned.statement ||
    task.rule !== planned.rule ||
    !sameJson(task.facts, planned.facts)
  return { action: 'keep', id: task.id, planned, write: write && isOpen(task) }
}

/** A cancelled task that applies again; by hand, it comes back where the person had moved it. */
export function reopened(task: ExistingTask, planned: PlannedTask): TaskChange {
  return { action: 'reopen', id: task.id, planned: carried(task, planned) }
}

export function sameMoment(a: string | null, b: string | null): boolean {
  return a === null || b === null ? a === b : Date.parse(a) === Date.parse(b)
}

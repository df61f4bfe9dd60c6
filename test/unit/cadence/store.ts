import type { ExistingTask, TaskChange } from '../../../server/domain/cadence/existing.ts'
import { replan } from '../../../server/domain/cadence/replan.ts'
import { laneOf } from '../../../server/domain/cadence/slots.ts'
import type { Plan, PlannedTask } from '../../../server/domain/cadence/types.ts'

/** What a service does with the changes, in memory: it writes them and nothing else. */
export function apply(tasks: readonly ExistingTask[], changes: readonly TaskChange[]): ExistingTask[] {
  const after = tasks.map((task) => ({ ...task }))
  for (const change of changes) {
    if (change.action === 'create') {
      after.push(row(`task-${after.length + 1}`, change.planned, false))
      continue
    }
    const index = after.findIndex(({ id }) => id === change.id)
    const task = after[index]
    if (!task) throw new Error(`No task ${change.id}`)
    after[index] = changed(task, change)
  }
  return after
}

function changed(task: ExistingTask, change: Exclude<TaskChange, { action: 'create' }>): ExistingTask {
  switch (change.action) {
    case 'keep':
      return change.write ? { ...row(task.id, change.planned, task.movedByHand), status: task.status } : task
    case 'move':
      return row(task.id, change.planned, task.movedByHand)
    case 'reopen':
      return change.planned
        ? row(task.id, change.planned, task.movedByHand)
        : { ...task, status: 'scheduled', cancelReason: null }
    case 'complete':
      return { ...task, status: 'done' }
    case 'cancel':
      return { ...task, status: 'cancelled', cancelReason: change.cancelReason }
  }
}

function row(id: string, planned: PlannedTask, movedByHand: boolean): ExistingTask {
  const { slot, kind, channel, status, dueAt, overdueAt, participant, rule, facts, statement } = planned
  const shuffled = JSON.parse(JSON.stringify(Object.fromEntries(Object.entries(facts).reverse())))
  return {
    id,
    slot,
    kind,
    channel,
    status,
    dueAt,
    overdueAt,
    movedByHand,
    cancelReason: null,
    statementKey: statement,
    participant,
    rule,
    facts: shuffled,
  }
}

/** Stores a plan over what is there. */
export function store(plan: Plan, tasks: readonly ExistingTask[] = []): ExistingTask[] {
  return apply(tasks, replan(plan, tasks))
}

export const openStatuses = ['blocked', 'scheduled', 'due', 'overdue']

export function openOf(tasks: readonly ExistingTask[]): ExistingTask[] {
  return tasks.filter(({ status }) => openStatuses.includes(status))
}

/** The open tasks as a plan would list them, in a fixed order, for comparing. */
export function asPlan(tasks: readonly ExistingTask[]): unknown[] {
  return openOf(tasks)
    .map(({ slot, kind, channel, status, dueAt, overdueAt, participant, rule, facts }) => ({
      // a means found, lost and to be found again is the same step of the plan
      slot: slot && kind === 'obtain_contact' ? laneOf(slot) : slot,
      kind,
      channel,
      status,
      dueAt,
      overdueAt,
      participant,
      rule,
      facts,
    }))
    .sort((a, b) => String(a.slot).localeCompare(String(b.slot)))
}

export function plannedAsPlan(plan: Plan): unknown[] {
  return asPlan(plan.tasks.map((planned, index) => row(String(index), planned, false)))
}

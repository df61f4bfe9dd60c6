import type { PlanTask } from '../api/types.ts'

/** The same task in two previews: by kind, rule and person, and by its turn among its like. */
function keysOf(tasks: readonly PlanTask[]): string[] {
  const seen = new Map<string, number>()
  return tasks.map(({ kind, rule, participant, title }) => {
    const base = `${kind} ${rule} ${participant ?? '-'} ${kind === 'promise' ? title : ''}`
    const turn = seen.get(base) ?? 0
    seen.set(base, turn + 1)
    return `${base} ${turn}`
  })
}

const tell = ({ dueAt, overdueAt, channel, status, reason, title }: PlanTask) =>
  JSON.stringify([dueAt, overdueAt, channel, status, reason, title])

export interface MarkedTask {
  key: string
  task: PlanTask
  changed: boolean
}

/** The tasks of a preview, with those marked that are new or say something else than before. */
export function markChanges(before: readonly PlanTask[] | null, after: readonly PlanTask[]): MarkedTask[] {
  const known = new Map(
    before ? keysOf(before).map((key, index) => [key, tell(before[index] as PlanTask)]) : [],
  )
  return keysOf(after).map((key, index) => {
    const task = after[index] as PlanTask
    return { key, task, changed: before !== null && known.get(key) !== tell(task) }
  })
}

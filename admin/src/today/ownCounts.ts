import { Temporal } from 'temporal-polyfill'
import type { Task, Triage } from '../api/types.ts'
import { daysBetween, todayIn } from '../time/words.ts'

/** The day in four numbers, as the report counts them for coaches: by the reader's days, what is blocked left out. */
export function ownCounts(tasks: readonly Task[], now: string, zone: string): Triage['counts'] {
  const open = tasks.filter(({ status }) => status !== 'blocked')
  const overdue = open.filter(({ status }) => status === 'overdue').length
  const days = open
    .filter(({ status }) => status !== 'overdue')
    .map(({ dueAt }) => daysBetween(now, dueAt, zone))
  const untilMonday = 8 - Temporal.PlainDate.from(todayIn(zone, now)).dayOfWeek
  return {
    overdue,
    dueToday: days.filter((day) => day <= 0).length,
    tomorrow: days.filter((day) => day === 1).length,
    thisWeek: overdue + days.filter((day) => day < untilMonday).length,
  }
}

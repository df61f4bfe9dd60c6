import { createTask } from '../features/tasks/tasks.service.ts'
import type { Actor } from '../platform/actor.ts'
import { dateOn, isWorkday, later, latest, midnights, momentOn } from './days.ts'
import { errands } from './notes.ts'
import { places } from './places.ts'
import type { Dice } from './random.ts'
import type { Charge } from './search.ts'
import { isLate, openUntil } from './settle.ts'
import type { Stage } from './stage.ts'

const place = places.newYork

/** Sets tasks by hand, each for another client in turn. */
export function createErrands(stage: Stage, dice: Dice, coach: Actor, charges: readonly Charge[]) {
  let next = dice.between(0, errands.length - 1)
  const { now } = stage
  const add = async (days: number, time: string, overdueAfter: number | null) => {
    const errand = errands[next % errands.length]
    const charge = charges[next % charges.length]
    next += 1
    if (!errand || !charge) return
    const dueAt = momentOn(now, days, time, place)
    const made = momentOn(now, Math.min(days, 0) - 3, '12:05', place)
    const name = charge.name.split(' ')[0] as string
    await createTask.run(await stage.at(coach, made), {
      clientId: charge.id,
      title: errand.title.replace('{name}', name),
      channel: errand.channel,
      dueAt: dueAt.toISOString(),
      overdueAt: overdueAfter === null ? null : later(dueAt, overdueAfter).toISOString(),
      note: errand.note ?? null,
    })
  }
  return {
    /** Of the past two weeks; they are settled with the rest. */
    async past(): Promise<void> {
      for (const days of [-13, -9, -6, -3]) await add(days, '15:00', 26)
    },
    /** What is missing for a morning as it usually is; nothing on days on which nobody works. */
    async fill(wanted: { overdue: number; due: number; tomorrow: number; week: number }): Promise<void> {
      const { tomorrow, dayAfter, nextWeek } = midnights(now, coach.timeZone)
      const open = await openUntil(stage, coach, latest(nextWeek, dayAfter))
      const overdue = open.filter((task) => isLate(task, now)).length
      const due = open.filter(({ dueAt }) => dueAt < tomorrow).length - overdue
      const nextDay = open.filter(({ dueAt }) => dueAt >= tomorrow && dueAt < dayAfter).length
      for (let missing = wanted.overdue - overdue; missing > 0; missing--) await add(-2, '15:00', 3)
      if (worked(0)) for (let missing = wanted.due - due; missing > 0; missing--) await add(0, '16:00', 26)
      if (worked(1))
        for (let missing = wanted.tomorrow - nextDay; missing > 0; missing--) await add(1, '15:30', 26)
      const left = [2, 3, 4, 5].filter(
        (days) => worked(days) && momentOn(now, days, '15:00', place) < nextWeek,
      )
      const have = Math.max(open.length, wanted.overdue + wanted.due + wanted.tomorrow)
      for (let missing = wanted.week - have; missing > 0 && left.length > 0; missing--)
        await add(left[missing % left.length] as number, '11:30', 26)
      await add(8, '14:00', null)
    },
  }

  function worked(days: number): boolean {
    return isWorkday(dateOn(now, days, place, true), place)
  }
}

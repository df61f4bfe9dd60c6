import { v7 as newId } from 'uuid'
import { keepSearching } from '../domain/cadence/keep-searching.ts'
import { type InterviewRow, interviewEntity } from '../features/interviews/interviews.entity.ts'
import { taskEntity } from '../features/tasks/tasks.entity.ts'
import { emitTask } from '../features/tasks/tasks.events.ts'
import type { Actor } from '../platform/actor.ts'
import { insertRows, selectFrom } from '../platform/query.ts'
import { instant } from '../platform/schema.ts'
import { dateOn, earlier } from './days.ts'
import { places } from './places.ts'
import type { Stage } from './stage.ts'

/** A client as the search guard and the errands see them. */
export interface Charge {
  id: string
  name: string
  timeZone: string
  /** When their opportunities were entered. */
  begun: readonly Date[]
}

/** The rule's tasks for the week of that day, for the first clients that need one; gives back which. */
export async function addSearchTasks(
  stage: Stage,
  coach: Actor,
  charges: readonly Charge[],
  { day, most }: { day: number; most: number },
): Promise<Charge[]> {
  const weekOf = dateOn(stage.now, day, places.newYork, true).toString()
  const added: Charge[] = []
  for (const charge of charges) {
    if (added.length === most) break
    const interviews = await selectFrom(await stage.at(coach, stage.now), interviewEntity)
      .andWhere(`t.clientId = :id AND t.status <> 'cancelled'`, { id: charge.id })
      .getRawMany<InterviewRow>()
    const { create } = keepSearching({
      timeZone: charge.timeZone,
      weekOf,
      interviews: interviews.map(({ startsAt }) => instant(startsAt)),
      newOpportunities: charge.begun.map(instant),
      offerAccepted: false,
      tasks: [],
    })
    if (!create) continue
    const { participant: _, statement: __, dueAt, overdueAt, ...planned } = create
    const row = {
      ...planned,
      ...{ id: newId(), clientId: charge.id, coachId: coach.id },
      dueAt: new Date(dueAt),
      overdueAt: overdueAt === null ? null : new Date(overdueAt),
      originalDueAt: new Date(dueAt),
    }
    const scope = await stage.at(coach, earlier(row.dueAt, stage.now))
    await insertRows(scope, taskEntity, [row])
    emitTask(scope, 'task.scheduled', { ...row, version: 1 })
    added.push(charge)
  }
  return added
}

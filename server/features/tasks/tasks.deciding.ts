import type { Static } from 'typebox'
import { isOpen } from '../../domain/cadence/existing.ts'
import { businessCalendar } from '../../domain/cadence/holidays.ts'
import { nextBusinessMoment, snoozed } from '../../domain/cadence/snooze.ts'
import { conflict } from '../../platform/errors.ts'
import { byId } from '../../platform/query.ts'
import { instant, maybeInstant } from '../../platform/schema.ts'
import type { Scope } from '../../platform/scope.ts'
import { clientsByIds } from '../clients/clients.store.ts'
import { employersByIds } from '../employers/employers.store.ts'
import { interviewsByIds } from '../interviews/interviews.store.ts'
import type { TaskRow, TaskUndo } from './tasks.entity.ts'
import { undoMilliseconds } from './tasks.present.ts'
import type { CompleteBody, SkipBody } from './tasks.schema.ts'

/*
 * What a person's act makes of one task, of a single request and of a bulk alike: the columns that change, or null when
 * it is so already. Each throws a conflict where the task's state does not allow it.
 */

type Moment = Pick<Scope, 'now'>

export const undoOf = ({ now }: Moment, row: TaskRow): TaskUndo => ({
  actedAt: instant(now),
  status: row.status,
  channel: row.channel,
  dueAt: instant(row.dueAt),
  overdueAt: maybeInstant(row.overdueAt),
  snoozeCount: row.snoozeCount,
  movedByHand: row.movedByHand,
  completedAt: maybeInstant(row.completedAt),
  outcome: row.outcome,
  note: row.note,
  cancelReason: row.cancelReason,
})

export function requireOpen(row: TaskRow, verb: string): void {
  if (!isOpen(row))
    throw conflict(
      `task_${row.status}`,
      `The task is ${row.status} already, so it cannot be ${verb}. Reopen it first.`,
    )
}

/** Done. Doing it twice is the same as once. What must be obtained is done by filling it in, not by saying so. */
export function completing(
  scope: Moment,
  row: TaskRow,
  { outcome, note }: Static<typeof CompleteBody>,
): Partial<TaskRow> | null {
  if (row.status === 'done') return null
  requireOpen(row, 'completed')
  if (row.kind === 'obtain_contact')
    throw conflict(
      'means_missing',
      'Fill in what is missing at the contact; this completes the task by itself.',
    )
  return {
    status: 'done',
    completedAt: scope.now,
    outcome: outcome ?? null,
    ...(note !== undefined && { note }),
    undo: undoOf(scope, row),
  }
}

/** Not to be done after all. */
export function skipping(
  scope: Moment,
  row: TaskRow,
  { reason }: Static<typeof SkipBody>,
): Partial<TaskRow> | null {
  if (row.status === 'skipped') return null
  requireOpen(row, 'skipped')
  return { status: 'skipped', ...(reason !== undefined && { note: reason }), undo: undoOf(scope, row) }
}

/** Later. Overdue moves along; from then on the date is the person's. */
export function snoozing(scope: Moment, row: TaskRow, until: string): Partial<TaskRow> {
  requireSnoozable(row)
  const moved = snoozed(
    { dueAt: instant(row.dueAt), overdueAt: maybeInstant(row.overdueAt) },
    until,
    instant(scope.now),
  )
  return {
    status: 'scheduled',
    dueAt: new Date(moved.dueAt),
    overdueAt: moved.overdueAt === null ? null : new Date(moved.overdueAt),
    snoozeCount: row.snoozeCount + 1,
    movedByHand: true,
    undo: undoOf(scope, row),
  }
}

function requireSnoozable(row: TaskRow): void {
  requireOpen(row, 'snoozed')
  if (row.status === 'blocked')
    throw conflict('task_blocked', 'The task waits for an address or a name and has no date to move.')
}

/** As it was before the last act, within 60 seconds. */
export function undoing(scope: Moment, { undo }: TaskRow): Partial<TaskRow> {
  if (!undo || scope.now.getTime() - Date.parse(undo.actedAt) > undoMilliseconds)
    throw conflict(
      'nothing_to_undo',
      'There is nothing to take back any more. An act can be undone for a minute.',
    )
  const { actedAt: _, status, dueAt, overdueAt, completedAt, ...rest } = undo
  return {
    ...rest,
    status,
    dueAt: new Date(dueAt),
    overdueAt: overdueAt === null ? null : new Date(overdueAt),
    completedAt: completedAt === null ? null : new Date(completedAt),
    undo: null,
  }
}

/**
 * 10:00 on the employer's next business day, in the interview's zone, for each task; the client's own where there is no
 * interview. Three statements, however many tasks.
 */
export async function nextBusinessDays(
  scope: Scope,
  rows: readonly TaskRow[],
): Promise<(row: TaskRow) => string> {
  const interviews = byId(
    await interviewsByIds(
      scope,
      rows.flatMap(({ interviewId }) => interviewId ?? []),
    ),
  )
  const employers = byId(
    await employersByIds(
      scope,
      [...interviews.values()].map(({ employerId }) => employerId),
    ),
  )
  const clients = byId(
    await clientsByIds(
      scope,
      rows.map(({ clientId }) => clientId),
    ),
  )
  return ({ interviewId, clientId }) => {
    const interview = interviews.get(interviewId ?? '')
    const employer = employers.get(interview?.employerId ?? '')
    const zone = interview?.timeZone ?? clients.get(clientId)?.timeZone ?? 'UTC'
    const calendar = businessCalendar(employer?.country ?? null, employer?.region ?? null)
    return nextBusinessMoment(instant(scope.now), zone, calendar)
  }
}

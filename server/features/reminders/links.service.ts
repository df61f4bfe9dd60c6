import type { Static } from 'typebox'
import type { Context } from '../../context.ts'
import { isOpen } from '../../domain/cadence/existing.ts'
import type { Caller } from '../../platform/actor.ts'
import { conflict, DomainError, isDeadlock, notFound } from '../../platform/errors.ts'
import { because } from '../../platform/refusals.ts'
import { type Scope, withOrganization, withScope } from '../../platform/scope.ts'
import { clientsByIds } from '../clients/clients.store.ts'
import { subscriberOf } from '../mail/mail.links.ts'
import { mailLinkKey } from '../mail/mail.store.ts'
import { ownOrganization } from '../organizations/organizations.store.ts'
import { completeTask, undoTask } from '../plans/plans.changes.ts'
import { snoozeTask } from '../tasks/tasks.acts.ts'
import { getTask } from '../tasks/tasks.service.ts'
import * as store from './links.store.ts'
import { type TaskAction, type TaskActionBody, taskActions } from './settings.schema.ts'
import { holdSetting, isThere, settingOf, writeSetting } from './settings.store.ts'

/** Where a request with a link came from. */
export interface Asking {
  token: string
  ip: string | null
  requestId: string | null
}

const dead = () =>
  because(new DomainError('unauthorized', 'This link does not work any more. Open Afterword instead.'), {
    reason: 'dead_link',
    method: 'mail-link',
  })

/**
 * Works as the person to whom the reminder went, as they are by now: what they may no longer see is not there, and what
 * they do stands in the log as theirs. The link works for 14 days.
 */
async function asReminded<T>(
  context: Context,
  { token, ip, requestId }: Asking,
  work: (scope: Scope, reminder: store.ReminderRow & { id: string }) => Promise<T>,
): Promise<T> {
  const found = await store.reminderBehind(context.api, token)
  if (!found) throw dead()
  const { organizationId, reminderId } = found
  const caller: Caller = {
    ...{
      organizationId,
      reminderId,
      sessionId: null,
      accountId: null,
      keyId: null,
      locale: null,
      ip,
      requestId,
    },
  }
  for (let left = 3; ; left--)
    try {
      return await withScope(context, caller, 'tasks:read', async (scope) => {
        const reminder = await store.lockReminder(scope, reminderId)
        if (!reminder) throw dead()
        return work(scope, { ...reminder, id: reminderId })
      })
    } catch (error) {
      if (left <= 1 || !isDeadlock(error)) throw error
    }
}

/** What the link is about. Nothing changes by it, however often mail scanners ask. */
export const lookAtTask = (context: Context, asking: Asking) => asReminded(context, asking, seen)

/** Does what somebody has clicked, once. */
export const actOnTask = (
  context: Context,
  { action, ...asking }: Asking & Pick<Static<typeof TaskActionBody>, 'action'>,
) =>
  asReminded(context, asking, async (scope, reminder) => {
    if (reminder.used)
      throw conflict('link_used', 'This link has been used already. Open Afterword to do more.')
    const task = await getTask.run(scope, { id: reminder.taskId })
    if (!isOpen(task)) throw conflict(`task_${task.status}`, `The task is ${task.status} already.`)
    await store.useReminder(scope, reminder.id)
    const change = { id: task.id, check: () => {} }
    if (action === 'snooze') await snoozeTask.run(scope, { ...change, patch: {} })
    else {
      const outcome = task.channel === 'phone' ? 'reached' : 'other'
      await completeTask.run(scope, { ...change, patch: action === 'answered' ? { outcome } : {} })
    }
    return seen(scope, { ...reminder, used: true, justUsed: true })
  })

/** Takes back what the link has just done, within a minute. */
export const undoByLink = (context: Context, asking: Asking) =>
  asReminded(context, asking, async (scope, reminder) => {
    if (!reminder.justUsed)
      throw conflict(
        'nothing_to_undo',
        'There is nothing to take back any more. An act can be undone for a minute.',
      )
    await undoTask.run(scope, { id: reminder.taskId, patch: {}, check: () => {} })
    return seen(scope, reminder)
  })

async function seen(
  scope: Scope,
  { taskId, used, justUsed }: store.ReminderRow,
): Promise<Static<typeof TaskAction>> {
  const task = await getTask.run(scope, { id: taskId })
  const { name } = await ownOrganization(scope)
  const [client] = scope.actor.role === 'client' ? [] : await clientsByIds(scope, [task.clientId])
  return {
    organization: name,
    title: task.title,
    reason: task.reason,
    client: client?.name ?? null,
    status: task.status,
    dueAt: task.dueAt,
    timeZone: scope.actor.timeZone,
    actions: !used && isOpen(task) ? [...taskActions] : [],
    used,
    undoUntil: justUsed ? task.undoUntil : null,
    taskId: task.id,
    interviewId: task.interviewId,
  }
}

/** Ends all reminders to somebody, by the signed token of one of them. Doing it twice is the same as once. */
export async function unsubscribe(context: Context, { token, ip, requestId }: Asking): Promise<void> {
  const key = await mailLinkKey((sql, parameters) => context.api.query(sql, parameters))
  const subscriber = subscriberOf(key, token)
  if (!subscriber) throw notFound('link')
  const { organizationId, kind, id } = subscriber
  const owner = { memberId: kind === 'member' ? id : null, clientId: kind === 'client' ? id : null }
  await withOrganization(
    context,
    organizationId,
    async (db) => {
      const place = { db, organizationId }
      if (!(await isThere(place, owner))) throw notFound('link')
      await db.query(`SELECT set_config('app.actor', $1, true)`, [`${kind}:${id}`])
      await holdSetting(place, owner)
      const before = await settingOf(place, owner)
      if (before.unsubscribedAt === null)
        await writeSetting(place, owner, { ...before, unsubscribedAt: new Date() })
    },
    { ip, requestId },
  )
}

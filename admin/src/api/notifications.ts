import { api, ifMatch, unwrap } from './client.ts'
import type { components } from './schema.generated.ts'
import { callOutside } from './session.ts'

type Schemas = components['schemas']

export type NotificationSettings = Schemas['NotificationSettings']
export type NotificationDefaults = Schemas['NotificationDefaults']
export type TaskAction = Schemas['TaskAction']
export type NotificationChange = Partial<
  Pick<NotificationSettings, 'digest' | 'digestAt' | 'dueMails' | 'quietFrom' | 'quietTo' | 'unsubscribed'>
>

export const readNotificationSettings = (): Promise<NotificationSettings> =>
  unwrap(api.GET('/v1/notification-settings'))
export const changeNotificationSettings = (
  body: NotificationChange,
  version: number,
): Promise<NotificationSettings> =>
  unwrap(api.PATCH('/v1/notification-settings', { body, headers: ifMatch(version) } as never))

export const readNotificationDefaults = (): Promise<NotificationDefaults> =>
  unwrap(api.GET('/v1/organization/notifications'))
export const changeNotificationDefaults = (
  body: Omit<NotificationChange, 'unsubscribed'>,
  version: number,
): Promise<NotificationDefaults> =>
  unwrap(api.PATCH('/v1/organization/notifications', { body, headers: ifMatch(version) } as never))

/** What a reminder's link is about; nothing changes by asking. */
export const lookAtTaskAction = (token: string) => callOutside<TaskAction>('/v1/task-actions:look', { token })
export const actByLink = (token: string, action: TaskAction['actions'][number]) =>
  callOutside<TaskAction>('/v1/task-actions:act', { token, action })
export const undoByLink = (token: string) => callOutside<TaskAction>('/v1/task-actions:undo', { token })
export const unsubscribe = (token: string) =>
  callOutside<null>(`/v1/mail/unsubscribe/${encodeURIComponent(token)}`, {})

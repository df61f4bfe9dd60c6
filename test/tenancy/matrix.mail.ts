import type { Operation } from './matrix.rows.ts'

/** What goes out, who gets reminders, and what the links in them do. */
export const mail: Record<string, Operation> = {
  'GET /v1/mails': { row: 'admins', scope: null },
  'GET /v1/notification-settings': { row: 'self', scope: null },
  'PATCH /v1/notification-settings': { row: 'self', scope: null, body: { digest: false } },
  'GET /v1/organization/notifications': { row: 'admins', scope: null },
  'PATCH /v1/organization/notifications': { row: 'admins', scope: null, body: { digest: false } },
  'GET /v1/mail/unsubscribe/:token': { row: 'open', scope: null },
  'POST /v1/mail/unsubscribe/:token': { row: 'open', scope: null },
  'POST /v1/task-actions::look': { row: 'open', scope: null, body: { token: 'x'.repeat(43) } },
  'POST /v1/task-actions::act': { row: 'open', scope: null, body: { token: 'x'.repeat(43), action: 'done' } },
  'POST /v1/task-actions::undo': { row: 'open', scope: null, body: { token: 'x'.repeat(43) } },
}

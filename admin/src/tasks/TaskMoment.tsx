import type { Task } from '../api/types.ts'
import { When } from '../components/When.tsx'
import { useT } from '../i18n/useT.ts'

/** The moment that counts for a task's status, in a phrase. */
export function TaskMoment({ task }: { task: Task }) {
  const t = useT()
  const zone = task.client?.timeZone
  const phrase = (key: Parameters<typeof t>[0], at: string) => {
    const [before = '', after = ''] = t(key, { when: '\u0000' }).split('\u0000')
    return (
      <>
        {before}
        <When at={at} zone={zone} />
        {after}
      </>
    )
  }
  switch (task.status) {
    case 'blocked':
      return t('task.waiting')
    case 'overdue':
      return phrase('task.overdueSince', task.overdueAt ?? task.dueAt)
    case 'done':
      return phrase('task.doneAt', task.completedAt ?? task.updatedAt)
    case 'skipped':
      return t('task.skippedAt')
    case 'cancelled':
      return t('task.cancelledAt')
    default:
      return phrase('task.due', task.dueAt)
  }
}

import { useGetList } from 'ra-core'
import type { Task } from '../api/types.ts'
import { useT } from '../i18n/useT.ts'
import { TaskList } from '../tasks/TaskList.tsx'

/** A job seeker's own open tasks, the most pressing first. */
export function OwnTasks() {
  const t = useT()
  const { data, error } = useGetList<Task>(
    'tasks',
    {
      filter: { status: 'overdue,due,scheduled,blocked', include: 'client,contact,opportunity' },
      pagination: { page: 1, perPage: 50 },
      sort: { field: 'dueAt', order: 'ASC' },
    },
    { refetchInterval: 10_000, refetchOnWindowFocus: true },
  )
  return (
    <TaskList tasks={data} error={error} empty={t('tasks.emptyUpcoming')} within="client" question="own" />
  )
}

import { useGetList } from 'ra-core'
import type { Task } from '../api/types.ts'

/** A job seeker's own open tasks, the most pressing first. Who asks twice on a page gets one answer. */
export const useOwnTasks = () =>
  useGetList<Task>(
    'tasks',
    {
      filter: { status: 'overdue,due,scheduled,blocked', include: 'client,contact,opportunity' },
      pagination: { page: 1, perPage: 50 },
      sort: { field: 'dueAt', order: 'ASC' },
    },
    { refetchInterval: 10_000, refetchOnWindowFocus: true },
  )

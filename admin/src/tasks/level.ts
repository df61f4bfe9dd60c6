import type { Task } from '../api/types.ts'
import type { UrgencyLevel } from '../components/Urgency.tsx'

/** How a task is marked, by its status. */
export function levelOf(status: Task['status']): UrgencyLevel {
  switch (status) {
    case 'overdue':
    case 'due':
    case 'blocked':
      return status
    case 'scheduled':
      return 'upcoming'
    default:
      return 'done'
  }
}

export const isOpen = (status: Task['status']): boolean => !['done', 'skipped', 'cancelled'].includes(status)

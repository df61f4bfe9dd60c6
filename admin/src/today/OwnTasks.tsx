import { useT } from '../i18n/useT.ts'
import { TaskList } from '../tasks/TaskList.tsx'
import { useOwnTasks } from './useOwnTasks.ts'

/** A job seeker's own open tasks, the most pressing first. */
export function OwnTasks() {
  const t = useT()
  const { data, error } = useOwnTasks()
  return (
    <TaskList tasks={data} error={error} empty={t('tasks.emptyUpcoming')} within="client" question="own" />
  )
}

import Box from '@mui/material/Box'
import type { Task } from '../api/types.ts'
import { Row } from '../components/Row.tsx'
import { TextLink } from '../components/TextLink.tsx'
import { UrgencyMark } from '../components/Urgency.tsx'
import { useT } from '../i18n/useT.ts'
import { levelOf } from './level.ts'
import { TaskButtons } from './TaskButtons.tsx'
import { TaskMoment } from './TaskMoment.tsx'
import type { Acts } from './useActs.ts'

interface Props {
  task: Task
  acts: Acts
  within: 'client' | 'all'
  gone: boolean
}

/** One task: how urgent, what, for whom, when and why, and what can be done. */
export function TaskRow({ task, acts, within, gone }: Props) {
  const t = useT()
  const acted = acts.acted.has(task.id)
  const level = acted ? 'done' : levelOf(task.status)
  const { opportunity } = task
  return (
    <Row columns="84px minmax(0, 1fr) auto" testId="task-row" sx={{ py: { md: 2 }, alignItems: 'start' }}>
      <Box sx={{ pt: { md: 1 } }}>
        <UrgencyMark level={level} />
      </Box>
      <Box sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
        <Box sx={{ fontSize: '0.875rem' }}>
          {within === 'all' && task.client && (
            <>
              <TextLink to={`/clients/${task.client.id}`}>{task.client.name}</TextLink>
              {' · '}
            </>
          )}
          <Box
            component="span"
            sx={
              level === 'done'
                ? { textDecoration: 'line-through', color: 'text.secondary' }
                : { fontWeight: 500 }
            }
          >
            {task.interviewId ? (
              <TextLink to={`/interviews/${task.interviewId}`} strong={false}>
                {task.title}
              </TextLink>
            ) : (
              task.title
            )}
          </Box>
        </Box>
        <Box sx={{ color: 'text.secondary' }}>
          <TaskMoment task={task} />
          {opportunity &&
            ` · ${t('opportunity.at', { title: opportunity.title, employer: opportunity.employer.name })}`}
          {task.snoozeCount > 0 && ` · ${t('task.snoozed', { smart_count: task.snoozeCount })}`}
        </Box>
        {task.reason && <Box sx={{ color: 'text.secondary' }}>{task.reason}</Box>}
      </Box>
      {gone && !acted ? (
        <Box sx={{ color: 'text.secondary' }}>{t('today.elsewhere')}</Box>
      ) : (
        <TaskButtons task={task} acts={acts} withSkip />
      )}
    </Row>
  )
}

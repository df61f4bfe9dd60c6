import Box from '@mui/material/Box'
import type { PlanTask } from '../api/types.ts'
import { UrgencyMark } from '../components/Urgency.tsx'
import { When } from '../components/When.tsx'
import { useT } from '../i18n/useT.ts'
import { levelOf } from '../tasks/level.ts'

interface Props {
  task: PlanTask
  /** The interview's zone, in which its dates were reckoned. */
  zone: string
  changed?: boolean
  /** In a preview a plain mark says nothing new; in a stored plan it says how far things are. */
  withStatus?: boolean
}

/** A step of a plan: what, when in words, and why. */
export function PlanItem({ task, zone, changed = false, withStatus = false }: Props) {
  const t = useT()
  const over = ['done', 'skipped', 'cancelled'].includes(task.status)
  return (
    <Box
      component="li"
      data-testid="plan-task"
      data-kind={task.kind}
      data-changed={changed || undefined}
      sx={(theme) => ({
        px: 4,
        py: 2.5,
        display: 'grid',
        gap: 0.5,
        fontSize: '0.8125rem',
        borderBottom: 1,
        borderColor: 'divider',
        '&:last-of-type': { borderBottom: 0 },
        transition: 'background-color 900ms ease-out',
        bgcolor: changed ? theme.palette.aw.changed : 'transparent',
        breakInside: 'avoid',
      })}
    >
      <Box sx={{ display: 'flex', gap: 2, alignItems: 'baseline', justifyContent: 'space-between' }}>
        <Box
          sx={{
            fontWeight: 600,
            fontSize: '0.875rem',
            textDecoration: over ? 'line-through' : 'none',
            color: over ? 'text.secondary' : 'text.primary',
          }}
        >
          {task.title}
        </Box>
        {withStatus && <UrgencyMark level={levelOf(task.status)} />}
      </Box>
      <Box>
        {task.status === 'blocked' ? (
          t('debrief.blocked')
        ) : task.status === 'cancelled' ? (
          t('task.cancelledAt')
        ) : (
          <>
            <When at={task.dueAt} zone={zone} as="full" />
            <Box component="span" sx={{ color: 'text.secondary' }}>
              {` · ${t(`channel.${task.channel}`)}`}
            </Box>
          </>
        )}
      </Box>
      <Box sx={{ color: 'text.secondary' }}>{task.reason}</Box>
    </Box>
  )
}

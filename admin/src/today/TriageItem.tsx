import Box from '@mui/material/Box'
import { usePermissions } from 'ra-core'
import { Link } from 'react-router'
import type { Role } from '../../../server/domain/vocabulary.ts'
import type { TriageRow } from '../api/types.ts'
import { UrgencyBar, UrgencyMark } from '../components/Urgency.tsx'
import { useT } from '../i18n/useT.ts'
import { TaskButtons } from '../tasks/TaskButtons.tsx'
import type { Acts } from '../tasks/useActs.ts'
import { Context } from './Context.tsx'

interface Props {
  row: TriageRow
  acts: Acts
  /** The list no longer has it: somebody else, or the reader a moment ago, has settled it. */
  gone: boolean
}

/** A client who needs somebody: the person first, the reason as a sentence, where it belongs, what to do. */
export function TriageItem({ row, acts, gone }: Props) {
  const t = useT()
  const { permissions: role } = usePermissions<Role>()
  const { client, task } = row
  const acted = acts.acted.has(task.id)
  const quiet = acted || gone
  const [first, ...others] = row.reasons
  const target = role === 'client' ? `/interviews/${task.interviewId}` : `/clients/${client.id}`
  return (
    <Box
      component="li"
      data-row
      data-testid="triage-row"
      data-task-id={task.id}
      tabIndex={-1}
      aria-label={`${client.name}: ${first?.text ?? task.title}`}
      sx={{
        display: 'flex',
        gap: 3,
        px: { xs: 2.5, sm: 3 },
        py: 2.5,
        borderBottom: 1,
        borderColor: 'divider',
        '&:last-of-type': { borderBottom: 0 },
        '&:hover': { bgcolor: 'action.hover' },
        '&:focus': { bgcolor: 'action.selected', outlineOffset: -2 },
        breakInside: 'avoid',
      }}
    >
      <UrgencyBar level={quiet ? 'done' : row.urgency} />
      <Box
        sx={{
          flex: 1,
          minWidth: 0,
          display: 'grid',
          gridTemplateColumns: { xs: '1fr', md: '176px minmax(0, 1fr)' },
          columnGap: 4,
          rowGap: 1,
        }}
      >
        <Box sx={{ display: { xs: 'flex', md: 'block' }, alignItems: 'center', justifyContent: 'space-between', gap: 2 }}>
          <Box
            component={Link}
            to={target}
            data-act="open"
            sx={{ color: 'text.primary', fontWeight: 620, textDecoration: 'none', '&:hover': { textDecoration: 'underline' } }}
          >
            {role === 'client' ? (task.opportunity?.employer.name ?? client.name) : client.name}
          </Box>
          <Box sx={{ lineHeight: 1.6 }}>
            <UrgencyMark level={quiet ? 'done' : row.urgency} />
          </Box>
        </Box>
        <Box sx={{ minWidth: 0, display: 'grid', gap: 0.5 }}>
          <Box sx={{ color: quiet ? 'text.secondary' : 'text.primary', textDecoration: acted ? 'line-through' : 'none', fontWeight: 500 }}>
            {first?.text ?? task.title}
          </Box>
          <Context row={row} others={others.map(({ text }) => text)} />
          <Box sx={{ mt: 1 }}>
            {gone && !acted ? (
              <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>{t('today.elsewhere')}</Box>
            ) : (
              <TaskButtons task={task} acts={acts} />
            )}
          </Box>
        </Box>
      </Box>
    </Box>
  )
}

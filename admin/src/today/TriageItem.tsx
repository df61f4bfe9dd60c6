import Box from '@mui/material/Box'
import type { TriageRow } from '../api/types.ts'
import { TextLink } from '../components/TextLink.tsx'
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

/** A client who needs somebody: the person first, the step and how late it is, where it belongs and why, what to do. */
export function TriageItem({ row, acts, gone }: Props) {
  const t = useT()
  const { client, task, reasons, urgency } = row
  const acted = acts.acted.has(task.id)
  const quiet = acted || gone
  const level = quiet ? 'done' : urgency
  const headline = reasons[0]?.text ?? ''
  // The decision is said with its date.
  const others = reasons.slice(1).filter(({ code }) => code !== 'decision_near' || !row.decisionDate)
  return (
    <Box
      component="li"
      data-row
      data-testid="triage-row"
      data-task-id={task.id}
      tabIndex={-1}
      aria-label={[client.name, task.title, headline].filter(Boolean).join(', ')}
      sx={rowStyle}
    >
      <UrgencyBar level={level} />
      <Box sx={columns}>
        <Box
          sx={{
            display: { xs: 'flex', md: 'block' },
            alignItems: 'center',
            justifyContent: 'space-between',
            gap: 2,
          }}
        >
          <Box sx={{ fontSize: '0.875rem' }}>
            <TextLink to={`/clients/${client.id}`}>{client.name}</TextLink>
          </Box>
          <UrgencyMark level={level} />
        </Box>
        <Box sx={{ minWidth: 0 }}>
          <Box sx={{ fontSize: '0.875rem', lineHeight: '24px' }}>
            <Box
              component="span"
              sx={{
                fontWeight: 550,
                ...(acted ? { textDecoration: 'line-through', color: 'text.secondary' } : {}),
              }}
            >
              {task.title}
            </Box>
            {headline && (
              <Box
                component="span"
                sx={{ color: quiet ? 'text.secondary' : toneOf[urgency], whiteSpace: 'nowrap' }}
              >
                {` · ${headline}`}
              </Box>
            )}
          </Box>
          <Context row={row} others={others.map(({ text }) => text)} />
        </Box>
        <Box sx={{ justifySelf: { lg: 'end' }, gridColumn: { md: 2, lg: 'auto' } }}>
          {gone && !acted ? (
            <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>{t('today.elsewhere')}</Box>
          ) : (
            <TaskButtons task={task} acts={acts} />
          )}
        </Box>
      </Box>
    </Box>
  )
}

const toneOf = { overdue: 'aw.overdue', due: 'aw.due', upcoming: 'text.secondary' } as const

const rowStyle = {
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
} as const

const columns = {
  flex: 1,
  minWidth: 0,
  display: 'grid',
  gridTemplateColumns: {
    xs: 'minmax(0, 1fr)',
    md: '168px minmax(0, 1fr)',
    lg: '168px minmax(0, 1fr) auto',
  },
  columnGap: 4,
  rowGap: 1.5,
  alignItems: 'start',
} as const

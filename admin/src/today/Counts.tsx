import Box from '@mui/material/Box'
import { usePermissions } from 'ra-core'
import { Link } from 'react-router'
import type { Role } from '../../../server/domain/vocabulary.ts'
import type { Triage } from '../api/types.ts'
import { useT } from '../i18n/useT.ts'

const parts = [
  { count: 'overdue', label: 'today.overdue', tab: 'overdue' },
  { count: 'dueToday', label: 'today.dueToday', tab: 'due' },
  { count: 'tomorrow', label: 'today.tomorrow', tab: 'upcoming' },
  { count: 'thisWeek', label: 'today.thisWeek', tab: 'upcoming' },
] as const

/** The day in four numbers; each leads to its tasks. */
export function Counts({ counts }: { counts: Triage['counts'] }) {
  const t = useT()
  const { permissions: role } = usePermissions<Role>()
  return (
    <Box
      component="ul"
      sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 5, rowGap: 1, listStyle: 'none', p: 0, m: 0 }}
    >
      {parts.map(({ count, label, tab }) => {
        const value = counts[count]
        const loud = count === 'overdue' && value > 0
        const text = (
          <Box
            component="span"
            className="num"
            sx={{
              color: loud ? 'aw.overdue' : 'text.secondary',
              fontWeight: loud ? 650 : 450,
              '& b': { color: loud ? 'inherit' : 'text.primary' },
            }}
          >
            {t(label, { smart_count: value })}
          </Box>
        )
        return (
          <Box component="li" key={count} data-testid={`count-${count}`}>
            {role === 'client' ? (
              text
            ) : (
              <Box
                component={Link}
                to={`/tasks?tab=${tab}`}
                sx={{
                  display: 'inline-block',
                  lineHeight: '28px',
                  textDecoration: 'none',
                  '&:hover': { textDecoration: 'underline' },
                }}
              >
                {text}
              </Box>
            )}
          </Box>
        )
      })}
    </Box>
  )
}

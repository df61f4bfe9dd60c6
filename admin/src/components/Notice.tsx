import Box from '@mui/material/Box'
import type { ReactNode } from 'react'

/** A sentence set apart: what failed, what was kept, and what to do. */
export function Notice({
  tone = 'overdue',
  children,
  action,
}: {
  tone?: 'overdue' | 'due' | 'good'
  children: ReactNode
  action?: ReactNode
}) {
  return (
    <Box
      role={tone === 'overdue' ? 'alert' : 'status'}
      sx={(theme) => ({
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        gap: 2,
        px: 3,
        py: 2,
        borderRadius: 2,
        border: `1px solid ${theme.palette.divider}`,
        borderLeft: `4px solid ${theme.palette.aw[tone]}`,
        background: theme.palette.aw[`${tone}Ground`],
        fontSize: '0.8125rem',
      })}
    >
      <Box sx={{ flex: 1, minWidth: 200 }}>{children}</Box>
      {action}
    </Box>
  )
}

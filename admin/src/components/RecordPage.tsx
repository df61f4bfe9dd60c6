import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'
import { Facts } from './Facts.tsx'
import { PageTitle } from './PageTitle.tsx'

interface Props {
  title: string
  /** Under the title: what kind of record it is, or how it stands. */
  lead: ReactNode
  facts: ReactNode
  actions?: ReactNode
  children: ReactNode
}

/** The page of one record: what it is at the left, always in view; what belongs to it at the right. */
export const RecordPage = ({ title, lead, facts, actions, children }: Props) => (
  <Box
    sx={{
      display: 'grid',
      gap: 8,
      alignItems: 'start',
      gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: '264px minmax(0, 1fr)' },
    }}
  >
    <Box
      component="section"
      aria-label={title}
      sx={{ position: { lg: 'sticky' }, top: 76, display: 'grid', gap: 4, minWidth: 0 }}
    >
      <PageTitle>{title}</PageTitle>
      <Box>
        <Typography variant="h1" sx={{ overflowWrap: 'anywhere' }}>
          {title}
        </Typography>
        <Typography variant="body2" component="div" color="textSecondary">
          {lead}
        </Typography>
      </Box>
      <Facts>{facts}</Facts>
      {actions && (
        <Box
          className="no-print"
          sx={{
            display: 'flex',
            flexWrap: 'wrap',
            gap: 1.5,
            '& .MuiButton-root': { minHeight: { xs: 44, md: 32 } },
          }}
        >
          {actions}
        </Box>
      )}
    </Box>
    <Box sx={{ display: 'grid', gap: 7, minWidth: 0 }}>{children}</Box>
  </Box>
)

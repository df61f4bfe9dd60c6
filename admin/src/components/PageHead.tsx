import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'
import { PageTitle } from './PageTitle.tsx'

interface Props {
  title: string
  /** In the window's title, when it should differ from the heading. */
  tab?: string
  lead?: ReactNode
  action?: ReactNode
}

/** The one heading of a page, which also names the window. */
export function PageHead({ title, tab = title, lead, action }: Props) {
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 6, rowGap: 2, mb: 5 }}>
      <PageTitle>{tab}</PageTitle>
      <Box sx={{ flex: '1 1 auto' }}>
        <Typography variant="h1">{title}</Typography>
        {lead && (
          <Typography variant="body2" component="div" sx={{ color: 'text.secondary', mt: 0.5 }}>
            {lead}
          </Typography>
        )}
      </Box>
      {action}
    </Box>
  )
}

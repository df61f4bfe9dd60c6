import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'
import { LocaleMenu } from '../layout/LocaleMenu.tsx'
import { ThemeButton } from '../layout/ThemeButton.tsx'
import { Wordmark } from '../layout/Wordmark.tsx'

/** What people see who have not signed in: one narrow column under the name of the house. */
export const OutsidePage = ({ lead, children }: { lead: ReactNode; children: ReactNode }) => (
  <Box
    sx={{
      minHeight: '100dvh',
      display: 'grid',
      gridTemplateRows: 'auto 1fr',
      bgcolor: 'background.default',
    }}
  >
    <Box component="header" sx={{ display: 'flex', alignItems: 'center', px: { xs: 4, sm: 6 }, height: 56 }}>
      <Box sx={{ flex: 1 }} />
      <ThemeButton />
      <LocaleMenu />
    </Box>
    <Box
      component="main"
      sx={{ width: '100%', maxWidth: 376, mx: 'auto', px: 4, pt: { xs: 6, sm: '10vh' }, pb: 12 }}
    >
      <Wordmark size={24} />
      <Typography sx={{ mt: 2, mb: 8, color: 'text.secondary' }}>{lead}</Typography>
      {children}
    </Box>
  </Box>
)

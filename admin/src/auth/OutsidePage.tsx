import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'
import { PageTitle } from '../components/PageTitle.tsx'
import { LocaleMenu } from '../layout/LocaleMenu.tsx'
import { ThemeButton } from '../layout/ThemeButton.tsx'
import { Wordmark } from '../layout/Wordmark.tsx'

interface Props {
  /** What the window is called. */
  title: string
  lead: ReactNode
  children: ReactNode
  /** On the first page the name of the house is heading enough. */
  first?: boolean
}

/** What people see who have not signed in: one narrow column under the name of the house. */
export const OutsidePage = ({ title, lead, children, first = false }: Props) => (
  <Box
    sx={{
      minHeight: '100dvh',
      display: 'grid',
      gridTemplateRows: 'auto 1fr',
      bgcolor: 'background.default',
    }}
  >
    <PageTitle>{title}</PageTitle>
    <Box component="header" sx={{ display: 'flex', alignItems: 'center', px: { xs: 4, sm: 6 }, height: 56 }}>
      <Box sx={{ flex: 1 }} />
      <ThemeButton />
      <LocaleMenu />
    </Box>
    <Box
      component="main"
      sx={{ width: '100%', maxWidth: 376, mx: 'auto', px: 4, pt: { xs: 6, sm: '10vh' }, pb: 12 }}
    >
      {first ? (
        <Box component="h1" sx={{ m: 0, display: 'flex' }}>
          <Wordmark size={24} />
        </Box>
      ) : (
        <>
          <Wordmark />
          <Typography variant="h1" sx={{ mt: 6 }}>
            {title}
          </Typography>
        </>
      )}
      <Typography sx={{ mt: first ? 2 : 1, mb: 6, color: 'text.secondary' }}>{lead}</Typography>
      {children}
    </Box>
  </Box>
)

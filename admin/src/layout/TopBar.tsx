import KeyboardIcon from '@mui/icons-material/KeyboardOutlined'
import SearchIcon from '@mui/icons-material/SearchOutlined'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import IconButton from '@mui/material/IconButton'
import Tooltip from '@mui/material/Tooltip'
import { usePermissions } from 'ra-core'
import { Link, useLocation } from 'react-router'
import type { Role } from '../../../server/domain/vocabulary.ts'
import { useT } from '../i18n/useT.ts'
import { AccountMenu } from './AccountMenu.tsx'
import { ClientSearch } from './ClientSearch.tsx'
import { LocaleMenu } from './LocaleMenu.tsx'
import { debriefLink, isHere, linksFor, type NavLink, settingsLink } from './links.ts'
import { ThemeButton } from './ThemeButton.tsx'
import { Wordmark } from './Wordmark.tsx'

export function TopBar({ onHelp }: { onHelp: () => void }) {
  const t = useT()
  const { permissions: role } = usePermissions<Role>()
  const Debrief = debriefLink.icon
  return (
    <Box
      component="header"
      className="no-print"
      sx={{
        position: 'sticky',
        top: 0,
        zIndex: 'appBar',
        bgcolor: 'background.paper',
        borderBottom: 1,
        borderColor: 'divider',
      }}
    >
      <Box
        sx={{
          maxWidth: 1360,
          mx: 'auto',
          px: { xs: 4, sm: 6 },
          height: 52,
          display: 'flex',
          alignItems: 'center',
          gap: 1,
        }}
      >
        <Wordmark />
        <Box
          component="nav"
          aria-label={t('nav.label')}
          sx={{ display: { xs: 'none', md: 'flex' }, gap: 0.5, ml: 6, height: '100%' }}
        >
          {[...linksFor(role), settingsLink].map((link) => (
            <TopLink key={link.to} link={link} />
          ))}
        </Box>
        <Box sx={{ flex: 1 }} />
        {role && role !== 'client' && (
          <>
            <Box sx={{ display: { xs: 'none', lg: 'block' }, width: 230, mr: 1 }}>
              <ClientSearch />
            </Box>
            <IconButton
              component={Link}
              to="/clients"
              aria-label={t('top.search')}
              sx={{ display: { lg: 'none' }, color: 'text.secondary' }}
            >
              <SearchIcon fontSize="small" />
            </IconButton>
          </>
        )}
        <Button
          component={Link}
          to={debriefLink.to}
          variant="contained"
          startIcon={<Debrief />}
          sx={{ display: { xs: 'none', md: 'inline-flex' }, mx: 1 }}
        >
          {t(debriefLink.label)}
        </Button>
        <Tooltip title={`${t('top.shortcuts')} (?)`}>
          <IconButton
            onClick={onHelp}
            aria-label={t('top.shortcuts')}
            sx={{ display: { xs: 'none', md: 'inline-flex' }, color: 'text.secondary' }}
          >
            <KeyboardIcon fontSize="small" />
          </IconButton>
        </Tooltip>
        <ThemeButton />
        <LocaleMenu />
        <AccountMenu />
      </Box>
    </Box>
  )
}

function TopLink({ link }: { link: NavLink }) {
  const t = useT()
  const here = isHere(link, useLocation().pathname)
  return (
    <Box
      component={Link}
      to={link.to}
      aria-current={here ? 'page' : undefined}
      sx={{
        display: 'flex',
        alignItems: 'center',
        px: 2.5,
        height: '100%',
        textDecoration: 'none',
        fontSize: '0.875rem',
        fontWeight: here ? 600 : 500,
        color: here ? 'text.primary' : 'text.secondary',
        boxShadow: (theme) => (here ? `inset 0 -2px 0 ${theme.palette.primary.main}` : 'none'),
        '&:hover': { color: 'text.primary' },
        '&:focus-visible': { outlineOffset: -3 },
      }}
    >
      {t(link.label)}
    </Box>
  )
}

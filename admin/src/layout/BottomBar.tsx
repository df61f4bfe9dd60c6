import Box from '@mui/material/Box'
import { usePermissions } from 'ra-core'
import { Link, useLocation } from 'react-router'
import type { Role } from '../../../server/domain/vocabulary.ts'
import { useT } from '../i18n/useT.ts'
import { debriefLink, isHere, linksFor, type NavLink } from './links.ts'

/** The ways on a narrow screen, the debrief in the middle, each as large as a thumb. */
export function BottomBar() {
  const t = useT()
  const { permissions: role } = usePermissions<Role>()
  const links = linksFor(role)
  const middle = Math.ceil(links.length / 2)
  return (
    <Box
      component="nav"
      aria-label={t('nav.label')}
      className="no-print"
      sx={{
        display: { xs: 'grid', md: 'none' },
        gridAutoFlow: 'column',
        gridAutoColumns: '1fr',
        position: 'fixed',
        insetInline: 0,
        bottom: 0,
        zIndex: 'appBar',
        bgcolor: 'background.paper',
        borderTop: 1,
        borderColor: 'divider',
        pb: 'env(safe-area-inset-bottom)',
      }}
    >
      {[...links.slice(0, middle), debriefLink, ...links.slice(middle)].map((link) => (
        <BottomLink key={link.to} link={link} />
      ))}
    </Box>
  )
}

function BottomLink({ link }: { link: NavLink }) {
  const t = useT()
  const here = isHere(link, useLocation().pathname)
  const Icon = link.icon
  const primary = link === debriefLink
  return (
    <Box
      component={Link}
      to={link.to}
      aria-current={here ? 'page' : undefined}
      sx={{
        display: 'grid',
        justifyItems: 'center',
        alignContent: 'center',
        gap: 0.5,
        height: 60,
        minWidth: 0,
        textDecoration: 'none',
        fontSize: '0.6875rem',
        fontWeight: here ? 650 : 500,
        color: here ? 'primary.main' : 'text.secondary',
        '&:focus-visible': { outlineOffset: -4 },
      }}
    >
      <Box
        component="span"
        sx={{
          display: 'grid',
          placeItems: 'center',
          width: 40,
          height: 26,
          borderRadius: 13,
          ...(primary ? { bgcolor: 'primary.main', color: 'primary.contrastText' } : {}),
        }}
      >
        <Icon sx={{ fontSize: 20 }} />
      </Box>
      {t(link.label)}
    </Box>
  )
}

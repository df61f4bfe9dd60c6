import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { usePermissions } from 'ra-core'
import { Suspense, useEffect, useRef } from 'react'
import { Link, Navigate, Route, Routes, useLocation } from 'react-router'
import type { Role } from '../../../server/domain/vocabulary.ts'
import { useT } from '../i18n/useT.ts'
import { NotFound } from '../layout/NotFound.tsx'
import { PageLoading } from '../layout/PageLoading.tsx'
import { pagesFor, type SettingsPageEntry } from './settingsPages.ts'

/** The settings: their menu beside the page, or above it where there is no room. */
export function SettingsPage() {
  const t = useT()
  const { permissions: role } = usePermissions<Role>()
  const pages = pagesFor(role)
  const [first] = pages
  if (!first) return <PageLoading />
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: { md: '200px minmax(0, 1fr)' }, gap: { xs: 4, md: 8 } }}>
      <Box component="nav" aria-label={t('settings.nav')} className="no-print" sx={{ minWidth: 0 }}>
        <Menu pages={pages} />
      </Box>
      <Box sx={{ minWidth: 0, maxWidth: 960 }}>
        <Suspense fallback={<PageLoading />}>
          <Routes>
            <Route index element={<Navigate to={first.path} replace />} />
            {pages.map(({ path, Page, deep }) => (
              <Route key={path} path={deep ? `${path}/*` : path} element={<Page />} />
            ))}
            <Route path="*" element={<NotFound />} />
          </Routes>
        </Suspense>
      </Box>
    </Box>
  )
}

function Menu({ pages }: { pages: SettingsPageEntry[] }) {
  const t = useT()
  return (
    <Box
      sx={{
        display: { xs: 'flex', md: 'grid' },
        gap: 1,
        overflowX: 'auto',
        mx: { xs: -4, md: 0 },
        px: { xs: 4, md: 0 },
      }}
    >
      {(['yours', 'practice'] as const).map((group) => {
        const own = pages.filter((entry) => entry.group === group)
        return own.length === 0 ? null : (
          <Box key={group} sx={{ display: { xs: 'contents', md: 'grid' }, gap: 0.5, mb: 4 }}>
            <Typography
              variant="caption"
              sx={{ display: { xs: 'none', md: 'block' }, px: 2.5, pb: 1, color: 'text.secondary' }}
            >
              {t(`settings.${group}`)}
            </Typography>
            {own.map((entry) => (
              <MenuLink key={entry.path} entry={entry} />
            ))}
          </Box>
        )
      })}
    </Box>
  )
}

function MenuLink({ entry }: { entry: SettingsPageEntry }) {
  const t = useT()
  const here = useLocation().pathname.startsWith(`/settings/${entry.path}`)
  const link = useRef<HTMLAnchorElement>(null)
  // On a narrow screen the menu is a line that is longer than the screen.
  useEffect(() => {
    if (here) link.current?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [here])
  return (
    <Box
      component={Link}
      ref={link}
      to={`/settings/${entry.path}`}
      aria-current={here ? 'page' : undefined}
      sx={{
        px: 2.5,
        py: { xs: 2, md: 1.25 },
        borderRadius: 2,
        whiteSpace: 'nowrap',
        textDecoration: 'none',
        fontSize: '0.875rem',
        fontWeight: here ? 600 : 500,
        color: here ? 'text.primary' : 'text.secondary',
        bgcolor: here ? 'action.selected' : 'transparent',
        '&:hover': { color: 'text.primary', bgcolor: 'action.hover' },
      }}
    >
      {t(entry.label)}
    </Box>
  )
}

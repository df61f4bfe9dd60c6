import Box from '@mui/material/Box'
import GlobalStyles from '@mui/material/GlobalStyles'
import { type CoreLayoutProps, useResetErrorBoundaryOnLocationChange } from 'ra-core'
import { type ReactNode, Suspense, useCallback, useLayoutEffect, useState } from 'react'
import { ErrorBoundary } from 'react-error-boundary'
import { Navigate, useLocation } from 'react-router'
import { useMe } from '../auth/useMe.ts'
import { useT } from '../i18n/useT.ts'
import { BottomBar } from './BottomBar.tsx'
import { ErrorPage } from './ErrorPage.tsx'
import { KeysDialog } from './KeysDialog.tsx'
import { PageLoading } from './PageLoading.tsx'
import { TopBar } from './TopBar.tsx'
import { useGlobalKeys } from './useGlobalKeys.ts'

const helpers = {
  '.visually-hidden': {
    position: 'absolute',
    width: 1,
    height: 1,
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
  '.skip-link': { position: 'absolute', left: -9999, top: 8, zIndex: 2000 },
  '.skip-link:focus': { left: 8, padding: '8px 12px', background: 'Canvas', color: 'CanvasText' },
} as const

/** Bar at the top, page under it; on a narrow screen the ways are at the bottom, under the thumb. */
export function PanelLayout({ children }: CoreLayoutProps) {
  const t = useT()
  const [help, setHelp] = useState(false)
  const openHelp = useCallback(() => setHelp(true), [])
  useGlobalKeys(openHelp)
  useScrollUp()
  return (
    <>
      <GlobalStyles styles={helpers} />
      <a className="skip-link" href="#content">
        {t('nav.skip')}
      </a>
      <TopBar onHelp={openHelp} />
      <Box
        component="main"
        id="content"
        tabIndex={-1}
        sx={{
          maxWidth: 1360,
          mx: 'auto',
          px: { xs: 4, sm: 6 },
          pt: { xs: 4, sm: 6 },
          pb: { xs: 26, md: 16 },
          outline: 'none',
          '@media print': { maxWidth: 'none', p: 0 },
        }}
      >
        <Boundary>
          <Suspense fallback={<PageLoading />}>
            <EnrolFirst>{children}</EnrolFirst>
          </Suspense>
        </Boundary>
      </Box>
      <BottomBar />
      <KeysDialog open={help} onClose={() => setHelp(false)} />
    </>
  )
}

const accountPage = '/settings/account'

/** Who has to set up a second factor is led there from everywhere. */
function EnrolFirst({ children }: { children: ReactNode }) {
  const me = useMe()
  const { pathname } = useLocation()
  return me?.mustEnrol && pathname !== accountPage ? <Navigate to={accountPage} replace /> : children
}

/** A new page begins at its top; lists then restore where they were. */
function useScrollUp(): void {
  const { pathname } = useLocation()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the path is what makes it another page
  useLayoutEffect(() => {
    window.scrollTo(0, 0)
  }, [pathname])
}

function Boundary({ children }: { children: React.ReactNode }) {
  return (
    <ErrorBoundary
      fallbackRender={({ error, resetErrorBoundary }) => (
        <Failed error={error} resetErrorBoundary={resetErrorBoundary} />
      )}
    >
      {children}
    </ErrorBoundary>
  )
}

function Failed(props: { error: unknown; resetErrorBoundary: () => void }) {
  useResetErrorBoundaryOnLocationChange(props.resetErrorBoundary)
  return <ErrorPage {...props} />
}

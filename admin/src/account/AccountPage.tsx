import Box from '@mui/material/Box'
import { useMe } from '../auth/useMe.ts'
import { CalendarSection } from '../calendar/CalendarSection.tsx'
import { Notice } from '../components/Notice.tsx'
import { PageHead } from '../components/PageHead.tsx'
import { useT } from '../i18n/useT.ts'
import { NotificationsSection } from '../notifications/NotificationsSection.tsx'
import { PasswordSection } from './PasswordSection.tsx'
import { SecondFactorSection } from './SecondFactorSection.tsx'
import { SessionsSection } from './SessionsSection.tsx'

/** One's own password, second factor and logins. */
export function AccountPage() {
  const t = useT()
  const me = useMe()
  return (
    <>
      <PageHead title={t('settings.account')} lead={t('account.lead')} />
      <Box sx={{ display: 'grid', gap: 7 }}>
        {me?.mustEnrol && (
          <Notice tone="due">{t('account.mustEnrol', { name: me.organization.name })}</Notice>
        )}
        <SecondFactorSection />
        <PasswordSection />
        <SessionsSection />
        {!me?.mustEnrol && <NotificationsSection />}
        <CalendarSection />
      </Box>
    </>
  )
}

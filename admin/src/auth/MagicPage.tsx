import Button from '@mui/material/Button'
import { useState } from 'react'
import { Link } from 'react-router'
import { enterBy } from '../api/session.ts'
import { useT } from '../i18n/useT.ts'
import { CodePage } from './CodePage.tsx'
import { linkToken } from './linkToken.ts'
import { OrganizationPage } from './OrganizationPage.tsx'
import { OutsideForm } from './OutsideForm.tsx'
import { OutsidePage } from './OutsidePage.tsx'
import { useEnter } from './useEnter.ts'

/** Signs in by the link of a mail, only when the button is pressed: a scanner that opens links uses none up. */
export function MagicPage() {
  const t = useT()
  const [token] = useState(linkToken)
  const { enter, busy, error, challenge, choice, again } = useEnter()
  if (challenge) return <CodePage challenge={challenge} onAgain={again} />
  if (choice) return <OrganizationPage choice={choice} busy={busy} onAgain={again} />
  const follow = (organizationId?: string) =>
    enterBy('/v1/auth/magic-link/accept', { token, ...(organizationId && { organizationId }) })
  return (
    <OutsidePage title={t('outside.magicTitle')} lead={t('outside.magicLead')}>
      <OutsideForm error={error} renew onSubmit={() => void enter(follow, '/')}>
        <Button type="submit" variant="contained" size="large" disabled={busy} autoFocus>
          {t('outside.enter')}
        </Button>
        {error !== null && (
          <Button component={Link} to="/login">
            {t('outside.signIn')}
          </Button>
        )}
      </OutsideForm>
    </OutsidePage>
  )
}

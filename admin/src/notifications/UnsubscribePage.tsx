import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useState } from 'react'
import { Link } from 'react-router'
import { unsubscribe } from '../api/notifications.ts'
import { ApiError } from '../api/problem.ts'
import { linkToken } from '../auth/linkToken.ts'
import { OutsidePage } from '../auth/OutsidePage.tsx'
import { describeError } from '../components/describeError.ts'
import { Notice } from '../components/Notice.tsx'
import { useT } from '../i18n/useT.ts'

/** Ends reminders by mail, when the button is pressed; no login is needed. */
export function UnsubscribePage() {
  const t = useT()
  const [token] = useState(linkToken)
  const [state, setState] = useState<'asked' | 'busy' | 'done'>('asked')
  const [error, setError] = useState<unknown>(null)
  const end = async () => {
    setState('busy')
    setError(null)
    try {
      await unsubscribe(token)
      setState('done')
    } catch (failure) {
      setError(failure)
      setState('asked')
    }
  }
  const dead = error instanceof ApiError && error.status === 404
  return (
    <OutsidePage title={t('notifications.unsubscribeTitle')} lead={t('notifications.unsubscribeLead')}>
      <Box sx={{ display: 'grid', gap: 4 }}>
        {error !== null && (
          <Notice>{dead ? t('notifications.deadUnsubscribe') : describeError(error, t)}</Notice>
        )}
        {state === 'done' ? (
          <Notice tone="good">{t('notifications.unsubscribed')}</Notice>
        ) : (
          <Button variant="contained" size="large" disabled={state === 'busy'} onClick={() => void end()}>
            {t('notifications.unsubscribe')}
          </Button>
        )}
        <Button component={Link} to="/settings/account">
          {t('notifications.open')}
        </Button>
      </Box>
    </OutsidePage>
  )
}

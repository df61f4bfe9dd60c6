import Button from '@mui/material/Button'
import { useState } from 'react'
import { Link } from 'react-router'
import { callOutside } from '../api/session.ts'
import { Notice } from '../components/Notice.tsx'
import { useT } from '../i18n/useT.ts'
import { linkToken } from './linkToken.ts'
import { NewPasswordField } from './NewPasswordField.tsx'
import { OutsideForm } from './OutsideForm.tsx'
import { OutsidePage } from './OutsidePage.tsx'

/** Sets a new password by the link of a mail, only when the button is pressed. */
export function ResetPage() {
  const t = useT()
  const [token] = useState(linkToken)
  const [password, setPassword] = useState('')
  const [done, setDone] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const save = async () => {
    setError(null)
    setBusy(true)
    await callOutside('/v1/auth/password-reset/accept', { token, password }).then(
      () => setDone(true),
      setError,
    )
    setBusy(false)
  }
  return (
    <OutsidePage title={t('outside.password')} lead={t('outside.resetLead')}>
      <OutsideForm error={error} renew onSubmit={() => void save()}>
        {done ? (
          <Notice tone="good">{t('outside.setDone')}</Notice>
        ) : (
          <>
            <NewPasswordField autoFocus value={password} onChange={setPassword} error={error} />
            <Button type="submit" variant="contained" size="large" disabled={busy}>
              {t('outside.set')}
            </Button>
          </>
        )}
        <Button component={Link} to="/login">
          {t('outside.signIn')}
        </Button>
      </OutsideForm>
    </OutsidePage>
  )
}

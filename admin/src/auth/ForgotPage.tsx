import Button from '@mui/material/Button'
import TextField from '@mui/material/TextField'
import { useState } from 'react'
import { Link } from 'react-router'
import { callOutside } from '../api/session.ts'
import { Notice } from '../components/Notice.tsx'
import { useT } from '../i18n/useT.ts'
import { OutsideForm } from './OutsideForm.tsx'
import { OutsidePage } from './OutsidePage.tsx'

/** Asks for a link by mail: to set a new password, or to sign in without one. */
export function ForgotPage() {
  const t = useT()
  const [email, setEmail] = useState('')
  const [sent, setSent] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const ask = async (path: string) => {
    setError(null)
    setBusy(true)
    await callOutside(path, { email: email.trim() }).then(() => setSent(true), setError)
    setBusy(false)
  }
  return (
    <OutsidePage title={t('outside.forgotTitle')} lead={t('outside.forgotLead')}>
      <OutsideForm error={error} onSubmit={() => void ask('/v1/auth/password-reset')}>
        {sent && <Notice tone="good">{t('outside.sent')}</Notice>}
        <TextField
          label={t('login.email')}
          type="email"
          name="email"
          autoComplete="username"
          required
          autoFocus
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <Button type="submit" variant="contained" size="large" disabled={busy}>
          {t('outside.send')}
        </Button>
        <Button
          disabled={busy}
          // What is wrong with the address is said as for the other button.
          onClick={({ currentTarget: { form } }) => {
            if (form?.reportValidity()) void ask('/v1/auth/magic-link')
          }}
        >
          {t('outside.magic')}
        </Button>
        <Button component={Link} to="/login">
          {t('outside.signIn')}
        </Button>
      </OutsideForm>
    </OutsidePage>
  )
}

import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import TextField from '@mui/material/TextField'
import { type FormEvent, useEffect, useState } from 'react'
import { ApiError } from '../api/problem.ts'
import { enterBy } from '../api/session.ts'
import { describeError } from '../components/describeError.ts'
import { Notice } from '../components/Notice.tsx'
import { useT } from '../i18n/useT.ts'
import { OutsidePage } from './OutsidePage.tsx'
import { type Challenge, useEnter } from './useEnter.ts'

/** The second half of a login: the code of the app, or a recovery code. */
export function CodePage({ challenge, onAgain }: { challenge: Challenge; onAgain: () => void }) {
  const t = useT()
  const [typed, setTyped] = useState('')
  const [recovering, setRecovering] = useState(false)
  const { enter, busy, error, setError } = useEnter()
  const send = (text: string) => {
    const shown = recovering ? { recoveryCode: text.trim() } : { code: text }
    const verify = () => enterBy('/v1/auth/second-factor/verify', { challenge: challenge.text, ...shown })
    void enter(verify, challenge.to)
  }
  // A wrong code is of no more use; what replaces it is typed at once.
  useEffect(() => {
    if (error !== null) setTyped('')
  }, [error])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send(typed)
  }
  const type = (text: string) => {
    const digits = text.replace(/\D/g, '').slice(0, 6)
    setTyped(recovering ? text : digits)
    setError(null)
    if (!recovering && digits.length === 6 && !busy) send(digits)
  }
  const turn = () => {
    setRecovering(!recovering)
    setTyped('')
    setError(null)
  }
  return (
    <OutsidePage title={t('account.codeTitle')} lead={t('account.codeLead')}>
      <Box
        component="form"
        onSubmit={submit}
        sx={{ display: 'grid', gap: 4 }}
        aria-label={t('account.codeTitle')}
      >
        {error !== null && <Notice>{sentence(error, challenge, t)}</Notice>}
        <TextField
          key={String(recovering)}
          label={t(recovering ? 'account.recoveryCode' : 'account.code')}
          helperText={t(recovering ? 'account.recoveryHint' : 'account.firstCodeHint')}
          name={recovering ? 'recovery-code' : 'one-time-code'}
          autoComplete={recovering ? 'off' : 'one-time-code'}
          required
          autoFocus
          value={typed}
          onChange={(event) => type(event.target.value)}
          slotProps={{
            htmlInput: recovering
              ? { spellCheck: false, autoCapitalize: 'none' }
              : {
                  inputMode: 'numeric',
                  pattern: '[0-9]{6}',
                  style: { letterSpacing: '0.3em', fontSize: '1.25rem' },
                },
          }}
        />
        <Button type="submit" variant="contained" size="large" disabled={busy}>
          {busy ? t('login.busy') : t('login.submit')}
        </Button>
        <Button onClick={turn}>{t(recovering ? 'account.useCode' : 'account.useRecovery')}</Button>
        <Button onClick={onAgain}>{t('account.startAgain')}</Button>
      </Box>
    </OutsidePage>
  )
}

function sentence(error: unknown, { until }: Challenge, t: ReturnType<typeof useT>): string {
  if (!(error instanceof ApiError) || ![400, 401].includes(error.status)) return describeError(error, t)
  return t(Date.now() > until ? 'account.codeLate' : 'account.codeWrong')
}

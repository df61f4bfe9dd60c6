import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import TextField from '@mui/material/TextField'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { useLogin } from 'ra-core'
import { type FormEvent, useState } from 'react'
import { demoAccounts } from '../api/demo.ts'
import { ApiError } from '../api/problem.ts'
import { describeError } from '../components/describeError.ts'
import { Initials } from '../components/Initials.tsx'
import { Notice } from '../components/Notice.tsx'
import { useT } from '../i18n/useT.ts'
import { LocaleMenu } from '../layout/LocaleMenu.tsx'
import { ThemeButton } from '../layout/ThemeButton.tsx'
import { Wordmark } from '../layout/Wordmark.tsx'

export function LoginPage() {
  const t = useT()
  const login = useLogin()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const demo = useQuery({ queryKey: ['demo'], queryFn: demoAccounts, staleTime: Number.POSITIVE_INFINITY })

  const enter = async (credentials: { email: string; password: string }) => {
    setBusy(true)
    setError(null)
    try {
      await login(credentials)
    } catch (cause) {
      setError(cause)
      setBusy(false)
    }
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void enter({ email: email.trim(), password })
  }
  const refused = error instanceof ApiError && [400, 401, 422].includes(error.status)
  return (
    <Box
      sx={{
        minHeight: '100dvh',
        display: 'grid',
        gridTemplateRows: 'auto 1fr',
        bgcolor: 'background.default',
      }}
    >
      <Box
        component="header"
        sx={{ display: 'flex', alignItems: 'center', px: { xs: 4, sm: 6 }, height: 56 }}
      >
        <Box sx={{ flex: 1 }} />
        <ThemeButton />
        <LocaleMenu />
      </Box>
      <Box
        component="main"
        sx={{ width: '100%', maxWidth: 376, mx: 'auto', px: 4, pt: { xs: 6, sm: '10vh' }, pb: 12 }}
      >
        <Wordmark size={24} />
        <Typography sx={{ mt: 2, mb: 8, color: 'text.secondary' }}>{t('login.lead')}</Typography>
        <Box
          component="form"
          onSubmit={submit}
          sx={{ display: 'grid', gap: 4 }}
          aria-label={t('login.title')}
        >
          {error !== null && <Notice>{refused ? t('login.wrong') : describeError(error, t)}</Notice>}
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
          <TextField
            label={t('login.password')}
            type="password"
            name="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
          <Button type="submit" variant="contained" size="large" disabled={busy}>
            {busy ? t('login.busy') : t('login.submit')}
          </Button>
        </Box>
        {demo.data && demo.data.length > 0 && (
          <Box component="section" aria-label={t('login.demo')} sx={{ mt: 10 }}>
            <Typography variant="body2" sx={{ color: 'text.secondary', mb: 2 }}>
              {t('login.demo')}
            </Typography>
            <Box sx={{ display: 'grid', gap: 2 }}>
              {demo.data.map((account) => (
                <Button
                  key={account.email}
                  variant="outlined"
                  disabled={busy}
                  onClick={() => enter({ email: account.email, password: account.password })}
                  sx={{
                    justifyContent: 'flex-start',
                    gap: 2.5,
                    py: 2,
                    color: 'text.primary',
                    textAlign: 'left',
                  }}
                >
                  <Initials name={t(`role.${account.role}`)} />
                  <span>
                    {t(`role.${account.role}`)}
                    <Typography
                      component="span"
                      variant="caption"
                      sx={{ display: 'block', color: 'text.secondary' }}
                    >
                      {account.email}
                    </Typography>
                  </span>
                </Button>
              ))}
            </Box>
          </Box>
        )}
      </Box>
    </Box>
  )
}

import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import TextField from '@mui/material/TextField'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Link } from 'react-router'
import { demoAccounts } from '../api/demo.ts'
import { ApiError } from '../api/problem.ts'
import { login } from '../api/session.ts'
import { describeError } from '../components/describeError.ts'
import { Initials } from '../components/Initials.tsx'
import { Notice } from '../components/Notice.tsx'
import { useT } from '../i18n/useT.ts'
import { CodePage } from './CodePage.tsx'
import { OrganizationPage } from './OrganizationPage.tsx'
import { OutsidePage } from './OutsidePage.tsx'
import { ProviderButton, returnedChallenge } from './ProviderButton.tsx'
import { useEnter } from './useEnter.ts'

export function LoginPage() {
  const t = useT()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const { enter, busy, error, challenge, choice, again } = useEnter(returnedChallenge)
  const demo = useQuery({ queryKey: ['demo'], queryFn: demoAccounts, staleTime: Number.POSITIVE_INFINITY })

  const submit = (event: FormEvent) => {
    event.preventDefault()
    void enter((organizationId) => login(email.trim(), password, organizationId))
  }
  if (challenge) return <CodePage challenge={challenge} onAgain={again} />
  if (choice) return <OrganizationPage choice={choice} busy={busy} onAgain={again} />
  const refused = error instanceof ApiError && [400, 401, 422].includes(error.status)
  return (
    <OutsidePage title={t('login.title')} lead={t('login.lead')} first>
      <Box component="form" onSubmit={submit} sx={{ display: 'grid', gap: 4 }} aria-label={t('login.title')}>
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
        <ProviderButton />
        <Button component={Link} to="/forgot">
          {t('outside.forgot')}
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
                onClick={() => enter(() => login(account.email, account.password))}
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
    </OutsidePage>
  )
}

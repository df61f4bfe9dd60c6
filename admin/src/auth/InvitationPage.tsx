import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import FormControlLabel from '@mui/material/FormControlLabel'
import Switch from '@mui/material/Switch'
import TextField from '@mui/material/TextField'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import type { components } from '../api/schema.generated.ts'
import { callOutside, enterBy } from '../api/session.ts'
import { useT } from '../i18n/useT.ts'
import { PageLoading } from '../layout/PageLoading.tsx'
import { readerZone } from '../time/zone.ts'
import { CodePage } from './CodePage.tsx'
import { linkToken } from './linkToken.ts'
import { NewPasswordField } from './NewPasswordField.tsx'
import { OutsideForm } from './OutsideForm.tsx'
import { OutsidePage } from './OutsidePage.tsx'
import { useEnter } from './useEnter.ts'

type Seen = components['schemas']['InvitationSeen']
const parts = ['pipeline', 'notes', 'contacts'] as const

/** Accepts an invitation: says what it is about, takes a password, and for a client what their coach may see. */
export function InvitationPage() {
  const t = useT()
  const [token] = useState(linkToken)
  const seen = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => callOutside<Seen>('/v1/auth/invitations/look', { token }),
    retry: false,
  })
  const { challenge, again, ...entering } = useEnter()
  if (challenge) return <CodePage challenge={challenge} onAgain={again} />
  if (seen.isPending) return <PageLoading />
  const lead = seen.data
    ? t(seen.data.kind === 'member' ? 'outside.invitedMember' : 'outside.invitedClient', {
        organization: seen.data.organization,
      })
    : ''
  return (
    <OutsidePage title={t('outside.invitationTitle')} lead={lead}>
      {seen.data ? (
        <Form seen={seen.data} token={token} {...entering} />
      ) : (
        <OutsideForm error={seen.error} onSubmit={() => undefined}>
          <Button component={Link} to="/login">
            {t('outside.signIn')}
          </Button>
        </OutsideForm>
      )}
    </OutsidePage>
  )
}

interface FormProps extends Pick<ReturnType<typeof useEnter>, 'enter' | 'busy' | 'error'> {
  seen: Seen
  token: string
}

function Form({ seen, token, enter, busy, error }: FormProps) {
  const t = useT()
  const [name, setName] = useState(seen.name ?? '')
  const [password, setPassword] = useState('')
  const [consent, setConsent] = useState({ pipeline: true, notes: true, contacts: true })
  const accept = () =>
    enterBy('/v1/auth/invitations/accept', {
      token,
      password,
      timeZone: readerZone(),
      ...(seen.kind === 'member' ? { ...(name.trim() && { name: name.trim() }) } : { consent }),
    })
  return (
    <OutsideForm error={error} onSubmit={() => void enter(accept, '/')}>
      <TextField label={t('login.email')} value={seen.email} slotProps={{ htmlInput: { readOnly: true } }} />
      {seen.kind === 'member' && (
        <TextField
          label={t('outside.name')}
          autoComplete="name"
          required
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      )}
      {seen.hasAccount ? (
        <TextField
          label={t('outside.ownPassword')}
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          helperText={t('outside.ownHint')}
        />
      ) : (
        <NewPasswordField value={password} onChange={setPassword} error={error} />
      )}
      {seen.kind === 'client' && (
        <Box component="fieldset" sx={{ border: 0, p: 0, m: 0, display: 'grid' }}>
          <Typography component="legend" variant="body2" sx={{ fontWeight: 600 }}>
            {t('outside.may')}
          </Typography>
          {parts.map((part) => (
            <FormControlLabel
              key={part}
              control={
                <Switch
                  checked={consent[part]}
                  onChange={(_, checked) => setConsent({ ...consent, [part]: checked })}
                />
              }
              label={t(part === 'contacts' ? 'practice.consent.contactsOwn' : `practice.consent.${part}`)}
            />
          ))}
        </Box>
      )}
      <Button type="submit" variant="contained" size="large" disabled={busy}>
        {t('outside.accept')}
      </Button>
    </OutsideForm>
  )
}

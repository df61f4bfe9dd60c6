import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Link from '@mui/material/Link'
import Typography from '@mui/material/Typography'
import { useState } from 'react'
import { Link as RouterLink } from 'react-router'
import type { Client } from '../api/types.ts'
import { callTo, mailTo } from '../components/addresses.ts'
import { Fact, Facts } from '../components/Facts.tsx'
import { Initials } from '../components/Initials.tsx'
import { PageTitle } from '../components/PageTitle.tsx'
import { useNow } from '../components/useNow.ts'
import { localeNames } from '../i18n/locale.ts'
import { useT } from '../i18n/useT.ts'
import { useTimeWords } from '../i18n/useTime.ts'
import { clock } from '../time/words.ts'
import { cityOf } from '../time/zone.ts'
import { ClientDialog } from './ClientDialog.tsx'
import { ClientLogin } from './ClientLogin.tsx'

/** Name, target and contact of a client, always in view. */
export function ClientCard({ client }: { client: Client }) {
  const t = useT()
  const words = useTimeWords()
  const now = useNow()
  const [editing, setEditing] = useState(false)
  const time = clock(words, now, client.timeZone)
  return (
    <Box component="section" aria-label={client.name} sx={{ display: 'grid', gap: 4 }}>
      <PageTitle>{client.name}</PageTitle>
      <Box sx={{ display: 'flex', gap: 3, alignItems: 'center' }}>
        <Initials name={client.name} size={48} />
        <Box sx={{ minWidth: 0 }}>
          <Typography variant="h1" sx={{ overflowWrap: 'anywhere' }}>
            {client.name}
          </Typography>
          <Typography variant="body2" color="textSecondary">
            {t(`clientStatus.${client.status}`)}
          </Typography>
        </Box>
      </Box>
      <Facts>
        {client.target && <Fact label={t('client.about')}>{client.target}</Fact>}
        <Fact label={t('client.contact')}>
          {client.email ? <Link href={mailTo(client.email)}>{client.email}</Link> : t('client.noMail')}
          {client.phone && (
            <Box>
              <Link href={callTo(client.phone)}>{client.phone}</Link>
            </Box>
          )}
        </Fact>
        <Fact label={t('clients.timeZone')}>
          <span className="num">{t('client.localTime', { time, city: cityOf(client.timeZone) })}</span>
        </Fact>
        <Fact label={t('clients.locale')}>{localeNames[client.locale as 'en'] ?? client.locale}</Fact>
        {['admin', 'primary', 'coaching'].includes(client.access) && (
          <Fact label={t('inviting.login')}>
            <ClientLogin client={client} />
          </Fact>
        )}
      </Facts>
      <Box
        className="no-print"
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          gap: 1.5,
          '& .MuiButton-root': { minHeight: { xs: 44, md: 32 } },
        }}
      >
        <Button component={RouterLink} to={`/interviews/create?clientId=${client.id}`} variant="contained">
          {t('nav.debrief')}
        </Button>
        <Button
          variant="outlined"
          onClick={() => setEditing(true)}
          aria-label={t('clients.edit', { name: client.name })}
        >
          {t('act.edit')}
        </Button>
        <Button onClick={() => window.print()} sx={{ display: { xs: 'none', md: 'inline-flex' } }}>
          {t('client.print')}
        </Button>
      </Box>
      {editing && <ClientDialog client={client} onClose={() => setEditing(false)} />}
    </Box>
  )
}

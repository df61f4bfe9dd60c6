import Box from '@mui/material/Box'
import type { Client } from '../api/types.ts'
import { Initials } from '../components/Initials.tsx'
import { Row } from '../components/Row.tsx'
import { TextLink } from '../components/TextLink.tsx'
import { UrgencyMark } from '../components/Urgency.tsx'
import { When } from '../components/When.tsx'
import { useT } from '../i18n/useT.ts'
import { levelOf } from '../tasks/level.ts'

/** A client with the next step and how urgent it is. */
export function ClientRow({ client }: { client: Client }) {
  const t = useT()
  const { nextTask: next, openTasks } = client
  const open = openTasks.overdue + openTasks.due + openTasks.scheduled
  return (
    <Row columns="minmax(0, 240px) 92px minmax(0, 1.6fr) minmax(0, 1fr)" testId="client-row">
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 2.5, minWidth: 0 }}>
        <Initials name={client.name} />
        <Box sx={{ minWidth: 0, fontSize: '0.875rem' }}>
          <TextLink to={`/clients/${client.id}`}>{client.name}</TextLink>
        </Box>
        {client.status !== 'active' && (
          <Box component="span" sx={{ color: 'text.secondary', fontSize: '0.75rem' }}>
            {t(`clientStatus.${client.status}`)}
          </Box>
        )}
        <Box sx={{ display: { md: 'none' }, ml: 'auto' }}>
          {next && <UrgencyMark level={levelOf(next.status)} />}
        </Box>
      </Box>
      <Box sx={{ display: { xs: 'none', md: 'block' } }}>
        {next && <UrgencyMark level={levelOf(next.status)} />}
      </Box>
      <Box sx={{ minWidth: 0 }}>
        {next ? (
          <>
            {t(`kind.${next.kind}`)}
            <Box component="span" sx={{ color: 'text.secondary' }}>
              {' · '}
              <When at={next.dueAt} zone={client.timeZone} as="day" />
              {open > 1 && ` · ${t('clients.openCount', { smart_count: open })}`}
            </Box>
          </>
        ) : (
          <Box component="span" sx={{ color: 'text.secondary' }}>
            {t('clients.nothingPlanned')}
          </Box>
        )}
      </Box>
      <Box
        sx={{
          color: 'text.secondary',
          minWidth: 0,
          overflow: 'hidden',
          textOverflow: 'ellipsis',
          whiteSpace: { md: 'nowrap' },
        }}
      >
        {client.target}
      </Box>
    </Row>
  )
}

import Box from '@mui/material/Box'
import { usePermissions } from 'ra-core'
import { Link } from 'react-router'
import type { Role } from '../../../server/domain/vocabulary.ts'
import type { Triage } from '../api/types.ts'
import { Section } from '../components/Section.tsx'
import { useNow } from '../components/useNow.ts'
import { When } from '../components/When.tsx'
import { useT } from '../i18n/useT.ts'
import { daysBetween } from '../time/words.ts'
import { readerZone } from '../time/zone.ts'

type Row = Triage['interviews'][number]

/** Interviews of today and tomorrow, by the reader's day. */
export function TodayInterviews({ rows }: { rows: Row[] }) {
  const t = useT()
  const now = useNow()
  const zone = readerZone()
  const of = (days: number) => rows.filter(({ startsAt }) => daysBetween(now, startsAt, zone) === days)
  const [today, tomorrow] = [of(0), of(1)]
  return (
    <Section title={t('today.interviews')}>
      {today.length + tomorrow.length === 0 ? (
        <Box sx={{ p: 3, color: 'text.secondary', fontSize: '0.8125rem' }}>{t('today.noInterviews')}</Box>
      ) : (
        <Box sx={{ py: 1 }}>
          {today.map((row) => (
            <InterviewLine key={row.id} row={row} />
          ))}
          {tomorrow.length > 0 && (
            <Box
              sx={{ px: 3, pt: 2, pb: 0.5, fontSize: '0.75rem', fontWeight: 600, color: 'text.secondary' }}
            >
              {t('today.interviewsTomorrow')}
            </Box>
          )}
          {tomorrow.map((row) => (
            <InterviewLine key={row.id} row={row} />
          ))}
        </Box>
      )}
    </Section>
  )
}

function InterviewLine({ row }: { row: Row }) {
  const t = useT()
  const { permissions: role } = usePermissions<Role>()
  const who = role === 'client' ? row.opportunity.title : row.client.name
  return (
    <Box sx={{ px: 3, py: 1.25, fontSize: '0.8125rem' }}>
      <Box
        component={Link}
        to={`/interviews/${row.id}`}
        sx={{
          color: 'text.primary',
          fontWeight: 600,
          textDecoration: 'none',
          '&:hover': { textDecoration: 'underline' },
        }}
      >
        {who} · {row.employer.name}
      </Box>
      <Box sx={{ color: 'text.secondary' }}>
        <When at={row.startsAt} zone={row.timeZone} as="time" />
        {` · ${t(`format.${row.format}`)}`}
        {row.round > 1 && ` · ${t('interviews.round', { round: row.round })}`}
      </Box>
    </Box>
  )
}

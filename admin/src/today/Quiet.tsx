import Box from '@mui/material/Box'
import { Link } from 'react-router'
import type { Triage } from '../api/types.ts'
import { Section } from '../components/Section.tsx'
import { useT } from '../i18n/useT.ts'

/** Clients from whom nothing was heard for days. */
export function Quiet({ rows }: { rows: Triage['quiet'] }) {
  const t = useT()
  return (
    <Section title={t('today.quiet')}>
      {rows.length === 0 ? (
        <Box sx={{ p: 3, color: 'text.secondary', fontSize: '0.8125rem' }}>{t('today.noQuiet')}</Box>
      ) : (
        <Box component="ul" sx={{ listStyle: 'none', m: 0, py: 1, px: 3, fontSize: '0.8125rem' }}>
          {rows.slice(0, 8).map(({ client, days }) => (
            <Box
              component="li"
              key={client.id}
              sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2, py: 1 }}
            >
              <Box
                component={Link}
                to={`/clients/${client.id}`}
                sx={{
                  flex: 1,
                  color: 'text.primary',
                  fontWeight: 600,
                  textDecoration: 'none',
                  whiteSpace: 'nowrap',
                  '&:hover': { textDecoration: 'underline' },
                }}
              >
                {client.name}
              </Box>
              <Box component="span" sx={{ color: 'text.secondary' }}>
                {t('today.quietDays', { smart_count: days })}
              </Box>
            </Box>
          ))}
        </Box>
      )}
    </Section>
  )
}

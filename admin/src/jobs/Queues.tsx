import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { useLocaleState } from 'ra-core'
import type { ReactNode } from 'react'
import type { JobOverview } from '../api/jobs.ts'
import { Surface } from '../components/Surface.tsx'
import { TextLink } from '../components/TextLink.tsx'
import { dateLocale } from '../i18n/locale.ts'
import { useT } from '../i18n/useT.ts'
import { useSpan } from './useSpan.ts'

/** The sweep is late from here on; usually it is behind by less than two seconds. */
const late = 5

/** What is on its way, and how far the sweep is behind. */
export function Queues({ queues }: Pick<JobOverview, 'queues'>) {
  const t = useT()
  const span = useSpan()
  const [locale] = useLocaleState()
  const count = (value: number) => value.toLocaleString(dateLocale(locale))
  const { mails, webhookDeliveries, sweepLagSeconds } = queues
  return (
    <Surface>
      <Box
        component="dl"
        data-testid="queues"
        sx={{ display: 'grid', gridTemplateColumns: { xs: '1fr', sm: 'repeat(3, 1fr)' }, m: 0 }}
      >
        <Figure label={<Way to="/settings/mail">{t('jobs.mails')}</Way>}>{count(mails)}</Figure>
        <Figure label={<Way to="/settings/webhooks">{t('jobs.deliveries')}</Way>}>
          {count(webhookDeliveries)}
        </Figure>
        <Figure
          label={t('jobs.sweepLag')}
          hint={t(sweepLagSeconds > late ? 'jobs.sweepLate' : 'jobs.sweepInTime')}
          alarm={sweepLagSeconds > late}
        >
          {span(sweepLagSeconds)}
        </Figure>
      </Box>
    </Surface>
  )
}

const Way = ({ to, children }: { to: string; children: ReactNode }) => (
  <TextLink to={to} strong={false}>
    {children}
  </TextLink>
)

interface FigureProps {
  label: ReactNode
  hint?: string
  alarm?: boolean
  children: ReactNode
}

const Figure = ({ label, hint, alarm = false, children }: FigureProps) => (
  <Box
    sx={(theme) => ({
      px: 4,
      py: 3,
      [theme.breakpoints.down('sm')]: {
        '&:not(:first-of-type)': { borderTop: `1px solid ${theme.palette.divider}` },
      },
    })}
  >
    <Box component="dt" sx={{ display: 'flex', alignItems: 'center', minHeight: 24, fontSize: '0.8125rem' }}>
      {label}
    </Box>
    <Box
      component="dd"
      className="num"
      sx={{ m: 0, fontSize: '1.25rem', fontWeight: 600, color: alarm ? 'error.main' : 'text.primary' }}
    >
      {children}
      {hint && (
        <Typography
          component="span"
          variant="caption"
          sx={{ ml: 2, color: 'text.secondary', fontWeight: 400 }}
        >
          {hint}
        </Typography>
      )}
    </Box>
  </Box>
)

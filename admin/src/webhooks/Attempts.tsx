import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { DeliveryWithAttempts } from '../api/webhooks.ts'
import { Code } from '../components/Code.tsx'
import { When } from '../components/When.tsx'
import { useT } from '../i18n/useT.ts'
import { useFailure } from './useFailure.ts'

/** Each try, the latest first, with what was answered. */
export function Attempts({ attempts }: Pick<DeliveryWithAttempts, 'attempts'>) {
  const t = useT()
  const failure = useFailure()
  return (
    <Box sx={{ minWidth: 0 }}>
      <Typography variant="h3">{t('webhooks.attempts')}</Typography>
      {attempts.length === 0 ? (
        <Typography variant="body2" sx={{ color: 'text.secondary', mt: 1 }}>
          {t('webhooks.noAttempts')}
        </Typography>
      ) : (
        <Box component="ol" reversed sx={{ m: 0, mt: 1, pl: 5, display: 'grid', gap: 2 }}>
          {attempts.toReversed().map(({ at, durationMs, status, error, answer, truncated }) => (
            <li key={at}>
              <When at={at} />
              {' · '}
              {error ? failure(error, status) : t('webhooks.answered', { status: status ?? 0 })}{' '}
              <Box component="span" className="num" sx={{ color: 'text.secondary' }}>
                {t('webhooks.ms', { ms: durationMs })}
              </Box>
              {answer && <Code label={t('webhooks.answer')}>{answer}</Code>}
              {truncated && (
                <Typography variant="caption" sx={{ color: 'text.secondary' }}>
                  {t('webhooks.cut')}
                </Typography>
              )}
            </li>
          ))}
        </Box>
      )}
    </Box>
  )
}

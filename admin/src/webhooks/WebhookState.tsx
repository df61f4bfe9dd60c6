import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { Webhook } from '../api/webhooks.ts'
import { UrgencyMark } from '../components/Urgency.tsx'
import { When } from '../components/When.tsx'
import { useT } from '../i18n/useT.ts'

/** How a webhook fares: on or off and why, failing and since when, or when it last succeeded. */
export function WebhookState({ webhook }: { webhook: Webhook }) {
  const t = useT()
  const { status, offReason, failingSince, lastSuccessAt, resumeAt } = webhook
  const [level, word, since] =
    status === 'off'
      ? (['blocked', t('webhooks.off'), null] as const)
      : failingSince
        ? (['overdue', t('webhooks.failing'), failingSince] as const)
        : lastSuccessAt
          ? (['done', t('webhooks.works'), lastSuccessAt] as const)
          : (['upcoming', t('webhooks.untried'), null] as const)
  return (
    <Box sx={{ minWidth: 0 }}>
      <UrgencyMark level={level} word={word} />
      <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>
        {status === 'off' && offReason && t(`webhooks.offReason.${offReason}`)}
        {since && (
          <>
            {t(failingSince ? 'webhooks.since' : 'webhooks.last')} <When at={since} />
          </>
        )}
        {status === 'active' && resumeAt && (
          <Box>
            {t('webhooks.resumes')} <When at={resumeAt} />
          </Box>
        )}
      </Typography>
    </Box>
  )
}

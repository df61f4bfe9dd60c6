import Button from '@mui/material/Button'
import type { Webhook } from '../api/webhooks.ts'
import { Notice } from '../components/Notice.tsx'
import { useT } from '../i18n/useT.ts'
import { useSwitch } from './useSwitch.ts'

/** Why nothing is sent, and the way back. */
export function OffNotice({ webhook }: { webhook: Webhook }) {
  const t = useT()
  const switchOn = useSwitch(webhook)
  return (
    <Notice
      tone={webhook.offReason === 'by_hand' ? 'due' : 'overdue'}
      action={
        <Button variant="outlined" onClick={switchOn}>
          {t('webhooks.switchOn')}
        </Button>
      }
    >
      {t(`webhooks.offText.${webhook.offReason ?? 'by_hand'}`)}
    </Notice>
  )
}

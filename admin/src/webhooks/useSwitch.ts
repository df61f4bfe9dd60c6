import { useQueryClient } from '@tanstack/react-query'
import { useNotify } from 'ra-core'
import { changeWebhook, type Webhook } from '../api/webhooks.ts'
import { useFail } from '../components/useFail.ts'

/** Switches a webhook on or off, and says so. */
export function useSwitch(webhook: Webhook): () => Promise<void> {
  const fail = useFail()
  const notify = useNotify()
  const queries = useQueryClient()
  return async () => {
    const status = webhook.status === 'off' ? 'active' : 'off'
    try {
      await changeWebhook(webhook, { status })
      notify(status === 'off' ? 'webhooks.saidOff' : 'webhooks.saidOn', { type: 'info' })
    } catch (error) {
      fail(error)
    }
    await queries.invalidateQueries({ queryKey: ['webhooks'] })
  }
}

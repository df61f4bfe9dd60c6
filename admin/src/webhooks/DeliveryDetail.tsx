import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNotify } from 'ra-core'
import { type Delivery, readDelivery, replayDelivery } from '../api/webhooks.ts'
import { Code } from '../components/Code.tsx'
import { describeError } from '../components/describeError.ts'
import { LoadingRows } from '../components/Loading.tsx'
import { Notice } from '../components/Notice.tsx'
import { useFail } from '../components/useFail.ts'
import { useT } from '../i18n/useT.ts'
import { Attempts } from './Attempts.tsx'

/** What was sent, what was answered at each try, and the button that sends it again. */
export function DeliveryDetail({ delivery, mayReplay }: { delivery: Delivery; mayReplay: boolean }) {
  const t = useT()
  const fail = useFail()
  const notify = useNotify()
  const queries = useQueryClient()
  const { id, webhookId, tries, status } = delivery
  const { data, error } = useQuery({
    // Asked anew when the row says that more has happened.
    queryKey: ['webhooks', webhookId, 'delivery', id, { tries, status }],
    queryFn: ({ signal }) => readDelivery(webhookId, id, signal),
    placeholderData: (previous) => previous,
  })
  const replay = async () => {
    try {
      await replayDelivery(webhookId, id)
      notify('webhooks.replayed', { type: 'info', messageArgs: { smart_count: 1 } })
    } catch (problem) {
      fail(problem)
    }
    await queries.invalidateQueries({ queryKey: ['webhooks', webhookId] })
  }
  if (error && !data) return <Notice>{describeError(error, t)}</Notice>
  if (!data) return <LoadingRows rows={2} />
  const headers = Object.entries(data.request.headers).map(([name, value]) => `${name}: ${value}`)
  return (
    <Box sx={{ display: 'grid', gap: 4, py: 3, minWidth: 0 }}>
      <Box sx={{ minWidth: 0 }}>
        <Typography variant="h3">{t('webhooks.request')}</Typography>
        <Code label={t('webhooks.request')}>{`${headers.join('\n')}\n\n${data.request.body}`}</Code>
      </Box>
      <Attempts attempts={data.attempts} />
      <Box>
        <Button variant="outlined" disabled={!mayReplay} onClick={replay}>
          {t('webhooks.replay')}
        </Button>
      </Box>
    </Box>
  )
}

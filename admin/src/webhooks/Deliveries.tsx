import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { listDeliveries, type Webhook } from '../api/webhooks.ts'
import { describeError } from '../components/describeError.ts'
import { Empty } from '../components/Empty.tsx'
import { LoadingRows } from '../components/Loading.tsx'
import { Notice } from '../components/Notice.tsx'
import { RowList } from '../components/Row.tsx'
import { Section } from '../components/Section.tsx'
import { Surface } from '../components/Surface.tsx'
import { useT } from '../i18n/useT.ts'
import { DeliveryFilterBar, noFilters, queryOf } from './DeliveryFilterBar.tsx'
import { DeliveryRow } from './DeliveryRow.tsx'
import { ReplayDialog } from './ReplayDialog.tsx'

/** What was sent to a webhook and what is on its way, the latest first. */
export function Deliveries({ webhook }: { webhook: Webhook }) {
  const t = useT()
  const [filters, setFilters] = useState(noFilters)
  const [replaying, setReplaying] = useState(false)
  const query = queryOf(filters)
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['webhooks', webhook.id, 'deliveries', query],
    queryFn: ({ pageParam, signal }) => listDeliveries(webhook.id, query, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ page }) => page.nextCursor,
    placeholderData: (previous) => previous,
    refetchInterval: 10_000,
  })
  const deliveries = data?.pages.flatMap((page) => page.data)
  const filtered = Object.keys(query).length > 0
  const off = webhook.status === 'off'
  const again = (
    <Button variant="outlined" className="no-print" disabled={off} onClick={() => setReplaying(true)}>
      {t('webhooks.replayTime')}
    </Button>
  )
  const shown = deliveries && deliveries.length > 0
  return (
    <Section bare title={t('webhooks.deliveries')} action={(shown || filtered) && again}>
      {(shown || filtered) && <DeliveryFilterBar values={filters} onChange={setFilters} />}
      {error && <Notice>{describeError(error, t)}</Notice>}
      <Surface>
        {!deliveries ? (
          !error && <LoadingRows rows={5} />
        ) : shown ? (
          <RowList testId="deliveries">
            {deliveries.map((delivery) => (
              <DeliveryRow key={delivery.id} delivery={delivery} mayReplay={!off} />
            ))}
          </RowList>
        ) : (
          <Empty text={t(filtered ? 'webhooks.noMatch' : 'webhooks.noDeliveries')} />
        )}
      </Surface>
      {hasNextPage && (
        <Box sx={{ mt: 3 }}>
          <Button variant="outlined" disabled={isFetchingNextPage} onClick={() => fetchNextPage()}>
            {t('mails.more')}
          </Button>
        </Box>
      )}
      {replaying && <ReplayDialog webhookId={webhook.id} onClose={() => setReplaying(false)} />}
    </Section>
  )
}

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useParams } from 'react-router'
import { readWebhook } from '../api/webhooks.ts'
import { Fact } from '../components/Facts.tsx'
import { RecordPage } from '../components/RecordPage.tsx'
import { When } from '../components/When.tsx'
import { useT } from '../i18n/useT.ts'
import { NotShown } from '../layout/NotShown.tsx'
import { PageLoading } from '../layout/PageLoading.tsx'
import { Deliveries } from './Deliveries.tsx'
import { EventTypes } from './EventTypes.tsx'
import { nameOf } from './nameOf.ts'
import { OffNotice } from './OffNotice.tsx'
import { TestResult } from './TestResult.tsx'
import { WebhookActions } from './WebhookActions.tsx'
import { WebhookState } from './WebhookState.tsx'

/** One webhook: where it leads and how it fares, and what was sent to it. */
export function WebhookPage() {
  const t = useT()
  const { id = '' } = useParams()
  const [testId, setTestId] = useState<string | null>(null)
  const { data: webhook, error } = useQuery({
    queryKey: ['webhooks', id],
    queryFn: ({ signal }) => readWebhook(id, signal),
    refetchInterval: 15_000,
  })
  if (error && !webhook) return <NotShown error={error} />
  if (!webhook) return <PageLoading />
  const { previousSecretUntil } = webhook
  return (
    <RecordPage
      title={nameOf(webhook)}
      lead={t('webhooks.one')}
      facts={
        <>
          <Fact label={t('webhooks.url')}>{webhook.url}</Fact>
          <Fact label={t('webhooks.state')}>
            <WebhookState webhook={webhook} />
          </Fact>
          <Fact label={t('webhooks.types')}>
            <EventTypes types={webhook.eventTypes} most={100} />
          </Fact>
          {previousSecretUntil && (
            <Fact label={t('webhooks.previousSecret')}>
              <When at={previousSecretUntil} />
            </Fact>
          )}
        </>
      }
      actions={<WebhookActions webhook={webhook} onTested={setTestId} />}
    >
      {webhook.status === 'off' && <OffNotice webhook={webhook} />}
      {testId && <TestResult key={testId} webhookId={id} deliveryId={testId} />}
      <Deliveries webhook={webhook} />
    </RecordPage>
  )
}

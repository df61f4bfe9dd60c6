import Box from '@mui/material/Box'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { readDelivery } from '../api/webhooks.ts'
import { describeError } from '../components/describeError.ts'
import { Notice } from '../components/Notice.tsx'
import { useT } from '../i18n/useT.ts'
import { useFailure } from './useFailure.ts'

/** What came of a test: asked again until it was tried. */
export function TestResult({ webhookId, deliveryId }: { webhookId: string; deliveryId: string }) {
  const t = useT()
  const failure = useFailure()
  const queries = useQueryClient()
  const { data, error } = useQuery({
    queryKey: ['webhooks', webhookId, 'delivery', deliveryId],
    queryFn: ({ signal }) => readDelivery(webhookId, deliveryId, signal),
    refetchInterval: ({ state }) => (state.data?.attempts.length ? false : 700),
  })
  const attempt = data?.attempts.at(-1)
  const tried = attempt !== undefined
  // The page tells of it too.
  useEffect(() => {
    if (tried) void queries.invalidateQueries({ queryKey: ['webhooks'], refetchType: 'active' })
  }, [tried, queries])
  if (error && !data) return <Notice>{describeError(error, t)}</Notice>
  if (!data || !attempt) return <Notice tone="due">{t('webhooks.testing')}</Notice>
  if (data.status === 'delivered')
    return (
      <Notice tone="good">
        {t('webhooks.tested', { status: attempt.status ?? 0, ms: attempt.durationMs })}
      </Notice>
    )
  return (
    <Notice>
      <Box component="strong">{t('webhooks.testFailed')}</Box> {failure(attempt.error, attempt.status)}
    </Notice>
  )
}

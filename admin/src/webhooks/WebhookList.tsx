import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { listWebhooks, type Webhook } from '../api/webhooks.ts'
import { describeError } from '../components/describeError.ts'
import { Empty } from '../components/Empty.tsx'
import { LoadingRows } from '../components/Loading.tsx'
import { Notice } from '../components/Notice.tsx'
import { PageHead } from '../components/PageHead.tsx'
import { Row, RowList } from '../components/Row.tsx'
import { Surface } from '../components/Surface.tsx'
import { TextLink } from '../components/TextLink.tsx'
import { useT } from '../i18n/useT.ts'
import { EventTypes } from './EventTypes.tsx'
import { NewWebhookDialog } from './NewWebhookDialog.tsx'
import { nameOf } from './nameOf.ts'
import { WebhookState } from './WebhookState.tsx'

export function WebhookList() {
  const t = useT()
  const [adding, setAdding] = useState(false)
  const { data, error } = useQuery({
    queryKey: ['webhooks'],
    queryFn: ({ signal }) => listWebhooks(signal),
    refetchInterval: 15_000,
  })
  const add = (
    <Button variant="contained" onClick={() => setAdding(true)}>
      {t('webhooks.add')}
    </Button>
  )
  return (
    <>
      <PageHead
        title={t('webhooks.title')}
        lead={t('webhooks.lead')}
        action={data && data.length > 0 ? add : undefined}
      />
      {error && !data ? (
        <Notice>{describeError(error, t)}</Notice>
      ) : (
        <Surface>
          {!data ? (
            <LoadingRows rows={3} />
          ) : data.length === 0 ? (
            <Empty title={t('webhooks.emptyTitle')} text={t('webhooks.empty')} action={add} />
          ) : (
            <RowList testId="webhooks">
              {data.map((webhook) => (
                <Line key={webhook.id} webhook={webhook} />
              ))}
            </RowList>
          )}
        </Surface>
      )}
      {adding && <NewWebhookDialog onClose={() => setAdding(false)} />}
    </>
  )
}

const Line = ({ webhook }: { webhook: Webhook }) => (
  <Row columns="minmax(0, 1fr) 230px">
    <Box sx={{ minWidth: 0 }}>
      <TextLink to={`/settings/webhooks/${webhook.id}`}>{nameOf(webhook)}</TextLink>
      <Typography
        variant="body2"
        sx={{ color: 'text.secondary', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}
      >
        {webhook.url}
      </Typography>
      <EventTypes types={webhook.eventTypes} />
    </Box>
    <WebhookState webhook={webhook} />
  </Row>
)

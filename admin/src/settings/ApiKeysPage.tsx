import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNotify } from 'ra-core'
import { useState } from 'react'
import { type ApiKey, listApiKeys, revokeApiKey } from '../api/practice.ts'
import { ConfirmDialog } from '../components/ConfirmDialog.tsx'
import { describeError } from '../components/describeError.ts'
import { Empty } from '../components/Empty.tsx'
import { LoadingRows } from '../components/Loading.tsx'
import { Notice } from '../components/Notice.tsx'
import { PageHead } from '../components/PageHead.tsx'
import { Row, RowList } from '../components/Row.tsx'
import { Surface } from '../components/Surface.tsx'
import { useDay } from '../i18n/useDay.ts'
import { useT } from '../i18n/useT.ts'
import { ApiKeyDialog } from './ApiKeyDialog.tsx'

/** The keys of the practice's programs. */
export function ApiKeysPage() {
  const t = useT()
  const { data, error } = useQuery({ queryKey: ['api-keys'], queryFn: listApiKeys })
  const [making, setMaking] = useState(false)
  const [revoking, setRevoking] = useState<ApiKey | null>(null)
  const add = (
    <Button variant="contained" onClick={() => setMaking(true)}>
      {t('practice.apiKeys.add')}
    </Button>
  )
  return (
    <>
      <PageHead
        title={t('practice.apiKeys.title')}
        lead={t('practice.apiKeys.lead')}
        action={data && data.length > 0 ? add : undefined}
      />
      {error ? (
        <Notice>{describeError(error, t)}</Notice>
      ) : (
        <Surface>
          {!data ? (
            <LoadingRows rows={3} />
          ) : data.length === 0 ? (
            <Empty title={t('practice.apiKeys.emptyTitle')} text={t('practice.apiKeys.empty')} action={add} />
          ) : (
            <RowList testId="api-keys">
              {data.map((key) => (
                <Line key={key.id} apiKey={key} onRevoke={() => setRevoking(key)} />
              ))}
            </RowList>
          )}
        </Surface>
      )}
      {making && <ApiKeyDialog onClose={() => setMaking(false)} />}
      {revoking && <RevokeDialog apiKey={revoking} onClose={() => setRevoking(null)} />}
    </>
  )
}

function Line({ apiKey, onRevoke }: { apiKey: ApiKey; onRevoke: () => void }) {
  const t = useT()
  const day = useDay()
  const { name, hint, scopes, status, clientIds, expiresAt, lastUsedAt, createdBy } = apiKey
  const active = status === 'active'
  const facts = [
    lastUsedAt
      ? t('practice.apiKeys.used', { when: day(lastUsedAt.slice(0, 10)) })
      : t('practice.apiKeys.neverUsed'),
    t('practice.apiKeys.by', { name: createdBy.name }),
    expiresAt && t('practice.apiKeys.until', { date: day(expiresAt.slice(0, 10)) }),
    clientIds && t('practice.apiKeys.forClients', { smart_count: clientIds.length }),
  ].filter(Boolean)
  return (
    <Row columns="minmax(0, 1fr) 90px 110px">
      <Box sx={{ minWidth: 0 }}>
        <Typography
          sx={{
            fontWeight: 600,
            overflowWrap: 'anywhere',
            color: active ? 'text.primary' : 'text.secondary',
          }}
        >
          {name}{' '}
          <Box component="code" sx={{ fontWeight: 400, color: 'text.secondary', fontSize: '0.8125rem' }}>
            {hint}
          </Box>
        </Typography>
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          {facts.join(' · ')}
        </Typography>
        <Typography variant="caption" sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>
          {scopes.join(', ')}
        </Typography>
      </Box>
      <Typography variant="body2" sx={{ color: active ? 'text.primary' : 'text.secondary' }}>
        {t(`practice.apiKeys.${status}`)}
      </Typography>
      {active ? <Button onClick={onRevoke}>{t('practice.apiKeys.revoke')}</Button> : <span />}
    </Row>
  )
}

function RevokeDialog({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const t = useT()
  const notify = useNotify()
  const queries = useQueryClient()
  const { name } = apiKey
  const revoke = async () => {
    await revokeApiKey(apiKey)
    notify('practice.apiKeys.saidRevoked', { type: 'info', messageArgs: { name } })
    await queries.invalidateQueries({ queryKey: ['api-keys'] })
  }
  return (
    <ConfirmDialog
      title={t('practice.apiKeys.revokeTitle', { name })}
      text={t('practice.apiKeys.revokeText')}
      submit={t('practice.apiKeys.revokeNow')}
      act={revoke}
      onClose={onClose}
    />
  )
}

import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useGetOne, useNotify } from 'ra-core'
import { useState } from 'react'
import { declineRequest, type ErasureRequest, openRequests } from '../api/privacy.ts'
import type { Client } from '../api/types.ts'
import { describeError } from '../components/describeError.ts'
import { Empty } from '../components/Empty.tsx'
import { LoadingRows } from '../components/Loading.tsx'
import { Notice } from '../components/Notice.tsx'
import { Row, RowList } from '../components/Row.tsx'
import { Section } from '../components/Section.tsx'
import { TextLink } from '../components/TextLink.tsx'
import { useFail } from '../components/useFail.ts'
import { When } from '../components/When.tsx'
import { useT } from '../i18n/useT.ts'
import { EraseDialog } from './EraseDialog.tsx'

/** For admins: the clients who ask to be erased. */
export function Requests() {
  const t = useT()
  const { data, error } = useQuery({
    queryKey: ['erasure-requests'],
    queryFn: ({ signal }) => openRequests(signal),
  })
  return (
    <Section title={t('privacy.requests')}>
      {error ? (
        <Notice>{describeError(error, t)}</Notice>
      ) : !data ? (
        <LoadingRows rows={1} />
      ) : data.data.length === 0 ? (
        <Empty text={t('privacy.noRequests')} />
      ) : (
        <RowList>
          {data.data.map((request) => (
            <Request key={request.id} request={request} />
          ))}
        </RowList>
      )}
    </Section>
  )
}

function Request({ request }: { request: ErasureRequest }) {
  const t = useT()
  const notify = useNotify()
  const fail = useFail()
  const queries = useQueryClient()
  const [erasing, setErasing] = useState(false)
  const { data: client } = useGetOne<Client>('clients', { id: request.clientId })
  const decline = async () => {
    try {
      await declineRequest(request.id)
      notify('privacy.declined', { type: 'info' })
    } catch (error) {
      fail(error)
    } finally {
      void queries.invalidateQueries({ queryKey: ['erasure-requests'] })
    }
  }
  return (
    <Row columns="minmax(0, 1fr) auto auto">
      <TextLink to={`/clients/${request.clientId}`}>{request.client.name ?? ''}</TextLink>
      <Box component="span" sx={{ color: 'text.secondary' }}>
        {t('privacy.asked')} <When at={request.createdAt} />
      </Box>
      <Box sx={{ display: 'flex', gap: 1 }}>
        <Button size="small" onClick={decline}>
          {t('privacy.decline')}
        </Button>
        <Button size="small" color="error" disabled={!client} onClick={() => setErasing(true)}>
          {t('privacy.erase')}
        </Button>
      </Box>
      {erasing && client && (
        <EraseDialog
          whom={{ kind: 'client', id: client.id, version: client.version, name: client.name }}
          onClose={() => setErasing(false)}
        />
      )}
    </Row>
  )
}

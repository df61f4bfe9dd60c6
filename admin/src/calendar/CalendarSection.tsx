import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNotify } from 'ra-core'
import { useState } from 'react'
import {
  type CalendarFeed,
  createCalendarFeed,
  listCalendarFeeds,
  type NewCalendarFeed,
  revokeCalendarFeed,
} from '../api/calendar.ts'
import { useMe } from '../auth/useMe.ts'
import { ConfirmDialog } from '../components/ConfirmDialog.tsx'
import { describeError } from '../components/describeError.ts'
import { Empty } from '../components/Empty.tsx'
import { LoadingRows } from '../components/Loading.tsx'
import { Notice } from '../components/Notice.tsx'
import { Row, RowList } from '../components/Row.tsx'
import { Section } from '../components/Section.tsx'
import { useFail } from '../components/useFail.ts'
import { When } from '../components/When.tsx'
import { useT } from '../i18n/useT.ts'
import { NewFeedDialog } from './NewFeedDialog.tsx'

interface Props {
  /** Of a client without a login, for whom it is made; else one's own. */
  client?: { id: string; name: string }
}

/** The secret addresses under which a calendar shows interviews and calls. */
export function CalendarSection({ client }: Props) {
  const t = useT()
  const fail = useFail()
  const me = useMe()
  const queries = useQueryClient()
  const queryKey = ['calendar-feeds', client?.id ?? 'own']
  const { data, error } = useQuery({ queryKey, queryFn: () => listCalendarFeeds(client?.id) })
  const [made, setMade] = useState<NewCalendarFeed | null>(null)
  const make = async () => {
    try {
      setMade(await createCalendarFeed(client?.id))
    } catch (error) {
      fail(error)
    }
    await queries.invalidateQueries({ queryKey })
  }
  // A coach's own list leaves out those that are about one client.
  const shown = data?.filter((feed) => client || me?.role === 'client' || feed.clientId === null)
  const add = (
    <Button className="no-print" onClick={make}>
      {t('calendar.add')}
    </Button>
  )
  return (
    <Section title={t('calendar.title')} action={shown && shown.length > 0 && add}>
      {error ? (
        <Notice>{describeError(error, t)}</Notice>
      ) : !shown ? (
        <LoadingRows rows={1} />
      ) : shown.length === 0 ? (
        <Empty
          text={client ? t('calendar.emptyOf', { name: client.name }) : t('calendar.empty')}
          action={
            <Button variant="outlined" onClick={make}>
              {t('calendar.add')}
            </Button>
          }
        />
      ) : (
        <RowList testId="calendar-feeds">
          {shown.map((feed) => (
            <Line key={feed.id} feed={feed} queryKey={queryKey} />
          ))}
        </RowList>
      )}
      {made && <NewFeedDialog url={made.url} onClose={() => setMade(null)} />}
    </Section>
  )
}

function Line({ feed, queryKey }: { feed: CalendarFeed; queryKey: string[] }) {
  const t = useT()
  const notify = useNotify()
  const queries = useQueryClient()
  const [revoking, setRevoking] = useState(false)
  const revoke = async () => {
    await revokeCalendarFeed(feed.id)
    notify('calendar.revoked', { type: 'info' })
    await queries.invalidateQueries({ queryKey })
  }
  return (
    <Row columns="minmax(0, 1fr) 220px 110px">
      <Box sx={{ minWidth: 0 }}>
        {/* The font would make a multiplication sign of an x between figures. */}
        <Typography sx={{ fontWeight: 600, fontFeatureSettings: '"calt" 0' }}>
          {t('calendar.endsWith', { hint: feed.hint })}
        </Typography>
        <Typography variant="caption" sx={{ color: 'text.secondary' }}>
          {t('calendar.made')} <When at={feed.createdAt} />
        </Typography>
      </Box>
      <Box sx={{ color: 'text.secondary' }}>
        {feed.lastFetchedAt ? (
          <>
            {t('calendar.fetched')} <When at={feed.lastFetchedAt} />
          </>
        ) : (
          t('calendar.neverFetched')
        )}
      </Box>
      <Button onClick={() => setRevoking(true)} aria-label={t('calendar.revokeNamed', { hint: feed.hint })}>
        {t('calendar.revoke')}
      </Button>
      {revoking && (
        <ConfirmDialog
          title={t('calendar.revokeTitle')}
          text={t('calendar.revokeText')}
          submit={t('calendar.revoke')}
          act={revoke}
          onClose={() => setRevoking(false)}
        />
      )}
    </Row>
  )
}

import Box from '@mui/material/Box'
import { useReference } from 'ra-core'
import type { Activity, Client } from '../api/types.ts'
import { Row } from '../components/Row.tsx'
import { TextLink } from '../components/TextLink.tsx'
import { When } from '../components/When.tsx'
import { Changes } from './Changes.tsx'
import { useActivityWords } from './useActivityWords.ts'

/** When and who share a line on a phone; what they did is under it. */
const onPhone = {
  alignItems: 'start',
  gridTemplateColumns: { xs: 'auto minmax(0, 1fr)', md: '132px 148px minmax(0, 1fr)' },
  columnGap: { xs: 2, md: 4 },
} as const

/** Where records have a page of their own. */
const pages: Readonly<Record<string, string>> = {
  opportunity: 'opportunities',
  interview: 'interviews',
  contact: 'contacts',
  employer: 'employers',
}

/** The page of the record, unless that is gone. */
function pageOf({ recordType, recordId, verb }: Activity): string | null {
  const name = pages[recordType]
  return name && recordId && verb !== 'removed' && verb !== 'erased' ? `/${name}/${recordId}` : null
}

interface Props {
  activity: Activity
  /** Whether to name the client: not on the client's own page. */
  withClient?: boolean
  /** Whether to name the record: not on its own page. */
  withName?: boolean
}

/** One entry of the log: when, who, what, and the values before and after. */
export function ActivityLine({ activity, withClient = false, withName = true }: Props) {
  const words = useActivityWords()
  const to = pageOf(activity)
  return (
    <Row columns="132px 148px minmax(0, 1fr)" sx={onPhone}>
      <Box component="span" className="num" sx={{ color: 'text.secondary', lineHeight: '24px' }}>
        <When at={activity.occurredAt} />
      </Box>
      <Box component="span" sx={{ fontWeight: 600, overflowWrap: 'anywhere', lineHeight: '24px' }}>
        {words.actor(activity)}
      </Box>
      <Box sx={{ display: 'grid', gap: 0.5, minWidth: 0, gridColumn: { xs: '1 / -1', md: 'auto' } }}>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 2, minHeight: 24 }}>
          {to && withClient ? (
            <TextLink to={to} strong={false}>
              {words.what(activity)}
            </TextLink>
          ) : (
            <span>{words.what(activity)}</span>
          )}
          {withName && activity.recordName && activity.recordType !== 'client' && (
            <Box component="span" sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>
              {activity.recordName}
            </Box>
          )}
          {withClient && activity.clientId && <ClientName id={activity.clientId} />}
        </Box>
        <Changes activity={activity} />
      </Box>
    </Row>
  )
}

/** Nobody's name where the client is no more. */
function ClientName({ id }: { id: string }) {
  const { referenceRecord: client } = useReference<Client>({ reference: 'clients', id })
  return client ? <TextLink to={`/clients/${id}`}>{client.name}</TextLink> : null
}

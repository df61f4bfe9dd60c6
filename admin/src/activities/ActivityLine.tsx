import Box from '@mui/material/Box'
import { useReference } from 'ra-core'
import type { Activity, Client } from '../api/types.ts'
import { Row } from '../components/Row.tsx'
import { TextLink } from '../components/TextLink.tsx'
import { When } from '../components/When.tsx'
import { Changes } from './Changes.tsx'
import { useActivityWords } from './useActivityWords.ts'

interface Props {
  activity: Activity
  /** Whether to name the client: not on the client's own page. */
  withClient?: boolean
}

/** One entry of the log: when, who, what, and the values before and after. */
export function ActivityLine({ activity, withClient = false }: Props) {
  const words = useActivityWords()
  return (
    <Row columns="132px 148px minmax(0, 1fr)" sx={{ alignItems: 'start' }}>
      <Box component="span" className="num" sx={{ color: 'text.secondary' }}>
        <When at={activity.occurredAt} />
      </Box>
      <Box component="span" sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
        {words.actor(activity)}
      </Box>
      <Box sx={{ display: 'grid', gap: 0.5, minWidth: 0 }}>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 2 }}>
          {activity.recordType === 'interview' && withClient ? (
            <TextLink to={`/interviews/${activity.recordId}`} strong={false}>
              {words.what(activity)}
            </TextLink>
          ) : (
            <span>{words.what(activity)}</span>
          )}
          {activity.recordName && activity.recordType !== 'client' && (
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

import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import type { Participant } from '../api/types.ts'
import { callTo, mailTo } from '../components/addresses.ts'
import { Empty } from '../components/Empty.tsx'
import { Initials } from '../components/Initials.tsx'
import { Row, RowList } from '../components/Row.tsx'
import { TextLink } from '../components/TextLink.tsx'
import { useT } from '../i18n/useT.ts'

interface Props {
  participants: readonly (Participant & { employer?: string })[]
}

/** High enough for a finger, one under the other. */
const reach = { display: 'inline-flex', alignItems: 'center', minHeight: 24 }

/** People with their role and the ways to reach them. */
export function Participants({ participants }: Props) {
  const t = useT()
  if (participants.length === 0) return <Empty text={t('client.noContacts')} />
  return (
    <RowList testId="people">
      {participants.map((person) => (
        <Row key={person.contactId} columns="minmax(0, 1fr)">
          <Box sx={{ display: 'flex', gap: 2.5, alignItems: 'center', minWidth: 0 }}>
            <Initials name={person.name ?? '?'} />
            <Box sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
              <TextLink to={`/contacts/${person.contactId}`}>
                {person.name ?? t('interviews.unknownPerson')}
              </TextLink>
              <Box sx={{ color: 'text.secondary' }}>
                {[t(`contactRole.${person.role}`), person.employer].filter(Boolean).join(' · ')}
              </Box>
              <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 3 }}>
                {person.email && (
                  <Link href={mailTo(person.email)} sx={reach}>
                    {person.email}
                  </Link>
                )}
                {person.phone && (
                  <Link href={callTo(person.phone)} sx={reach}>
                    {person.phone}
                  </Link>
                )}
              </Box>
            </Box>
          </Box>
        </Row>
      ))}
    </RowList>
  )
}

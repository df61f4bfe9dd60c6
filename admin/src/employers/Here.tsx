import Box from '@mui/material/Box'
import type { Contact, Opportunity } from '../api/types.ts'
import { useMe } from '../auth/useMe.ts'
import { describeError } from '../components/describeError.ts'
import { Empty } from '../components/Empty.tsx'
import { Initials } from '../components/Initials.tsx'
import { LoadingRows } from '../components/Loading.tsx'
import { Notice } from '../components/Notice.tsx'
import { Row, RowList } from '../components/Row.tsx'
import { TextLink } from '../components/TextLink.tsx'
import { useT } from '../i18n/useT.ts'

interface Positions {
  opportunities: readonly Opportunity[] | undefined
  error: unknown
}

/** The positions at an employer, as far as the reader sees them. */
export function PositionsHere({ opportunities, error }: Positions) {
  const t = useT()
  const me = useMe()
  if (error) return <Notice>{describeError(error, t)}</Notice>
  if (!opportunities) return <LoadingRows rows={2} />
  if (opportunities.length === 0) return <Empty text={t('records.noPositions')} />
  return (
    <RowList testId="positions">
      {opportunities.map(({ id, title, stage, client, clientId }) => (
        <Row key={id} columns="minmax(0, 3fr) minmax(0, 3fr) minmax(0, 2fr)">
          <TextLink to={`/opportunities/${id}`}>{title}</TextLink>
          <span>
            {me?.clientId !== clientId && (
              <TextLink to={`/clients/${clientId}`} strong={false}>
                {client.name}
              </TextLink>
            )}
          </span>
          <Box sx={{ color: 'text.secondary' }}>{t(`stage.${stage}`)}</Box>
        </Row>
      ))}
    </RowList>
  )
}

interface People {
  contacts: readonly Contact[] | undefined
  error: unknown
}

/** Who is known at an employer, as far as the reader sees them. */
export function PeopleHere({ contacts, error }: People) {
  const t = useT()
  if (error) return <Notice>{describeError(error, t)}</Notice>
  if (!contacts) return <LoadingRows rows={2} />
  if (contacts.length === 0) return <Empty text={t('records.noPeople')} />
  return (
    <RowList testId="people">
      {contacts.map(({ id, name, role }) => (
        <Row key={id} columns="minmax(0, 1fr) minmax(0, 1fr)">
          <Box sx={{ display: 'flex', gap: 2.5, alignItems: 'center', minWidth: 0 }}>
            <Initials name={name ?? '?'} />
            <TextLink to={`/contacts/${id}`}>{name ?? t('interviews.unknownPerson')}</TextLink>
          </Box>
          <Box sx={{ color: 'text.secondary' }}>{t(`contactRole.${role}`)}</Box>
        </Row>
      ))}
    </RowList>
  )
}

import Box from '@mui/material/Box'
import type { Interview } from '../api/types.ts'
import { useMe } from '../auth/useMe.ts'
import { describeError } from '../components/describeError.ts'
import { Empty } from '../components/Empty.tsx'
import { LoadingRows } from '../components/Loading.tsx'
import { Notice } from '../components/Notice.tsx'
import { Row, RowList } from '../components/Row.tsx'
import { TextLink } from '../components/TextLink.tsx'
import { When } from '../components/When.tsx'
import { useT } from '../i18n/useT.ts'
import { Decides } from './Decides.tsx'

interface Props {
  interviews: readonly Interview[] | undefined
  error?: unknown
  empty: string
  withClient?: boolean
}

export function InterviewList({ interviews, error, empty, withClient = true }: Props) {
  const t = useT()
  if (error) return <Notice>{describeError(error, t)}</Notice>
  if (!interviews) return <LoadingRows rows={3} />
  if (interviews.length === 0) return <Empty text={empty} />
  return (
    <RowList testId="interviews">
      {interviews.map((interview) => (
        <InterviewRow key={interview.id} interview={interview} withClient={withClient} />
      ))}
    </RowList>
  )
}

function InterviewRow({ interview, withClient }: { interview: Interview; withClient: boolean }) {
  const t = useT()
  const me = useMe()
  const { client, opportunity, format, round, status, outcome } = interview
  const named = withClient && me?.clientId !== client.id
  const facts = [
    t(`format.${format}`),
    round > 1 ? t('interviews.round', { round }) : null,
    status === 'held' || status === 'planned' ? null : t(`interviewStatus.${status}`),
  ].filter(Boolean)
  return (
    <Row
      columns={withClient ? 'minmax(0, 3fr) minmax(0, 3fr) minmax(0, 2fr)' : 'minmax(0, 1fr)'}
      testId="interview-row"
    >
      <Box sx={{ minWidth: 0 }}>
        <TextLink to={`/interviews/${interview.id}`}>
          {named ? `${client.name} · ${opportunity.employer.name}` : opportunity.employer.name}
        </TextLink>
        <Box sx={{ color: 'text.secondary' }}>{opportunity.title}</Box>
      </Box>
      <Box sx={{ color: 'text.secondary' }}>
        <When at={interview.startsAt} zone={interview.timeZone} as="full" />
        <div>{facts.join(' · ')}</div>
      </Box>
      <Box sx={{ color: 'text.secondary' }}>
        {outcome
          ? t(`outcome.${outcome}`)
          : interview.decisionDate && <Decides date={interview.decisionDate} />}
      </Box>
    </Row>
  )
}

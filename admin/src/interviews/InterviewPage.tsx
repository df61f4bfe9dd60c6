import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation, useParams } from 'react-router'
import { History } from '../activities/History.tsx'
import { planOf, timelinesOf } from '../api/interviews.ts'
import type { Interview } from '../api/types.ts'
import { SavedNotice } from '../clients/SavedNotice.tsx'
import { describeError } from '../components/describeError.ts'
import { Empty } from '../components/Empty.tsx'
import { LoadingRows } from '../components/Loading.tsx'
import { Notice } from '../components/Notice.tsx'
import { Section } from '../components/Section.tsx'
import { useRecord } from '../components/useRecord.ts'
import { useT } from '../i18n/useT.ts'
import { NotShown } from '../layout/NotShown.tsx'
import { PageLoading } from '../layout/PageLoading.tsx'
import { Decides } from './Decides.tsx'
import { InterviewHead } from './InterviewHead.tsx'
import { Participants } from './Participants.tsx'
import { PlanItem } from './PlanItem.tsx'
import { StatementDialog } from './StatementDialog.tsx'
import { Statements } from './Statements.tsx'

/** One interview: its facts, what was said about the decision, and the plan with its reasons. */
export function InterviewPage() {
  const t = useT()
  const { id = '' } = useParams()
  const { state } = useLocation()
  const [stating, setStating] = useState(false)
  const { record: interview, error } = useRecord<Interview>('interviews', id)
  const plan = useQuery({
    queryKey: ['interviews', 'plan', id],
    queryFn: ({ signal }) => planOf(id, signal),
    refetchInterval: 15_000,
  })
  const timelines = useQuery({
    queryKey: ['interviews', 'timelines', id],
    queryFn: ({ signal }) => timelinesOf(id, signal),
  })
  if (error) return <NotShown error={error} />
  if (!interview) return <PageLoading />
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <InterviewHead interview={interview} />
      <SavedNotice saved={state?.saved} />
      <Box
        sx={{
          display: 'grid',
          gap: 7,
          alignItems: 'start',
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 1fr) minmax(0, 1fr)' },
        }}
      >
        <Box sx={{ display: 'grid', gap: 7, minWidth: 0 }}>
          <Section
            title={t('interviews.said')}
            action={
              <Button variant="outlined" className="no-print" onClick={() => setStating(true)}>
                {t('interviews.new')}
              </Button>
            }
          >
            <Box sx={{ px: 4, py: 2.5, borderBottom: 1, borderColor: 'divider' }}>
              {interview.decisionDate ? (
                <Decides date={interview.decisionDate} />
              ) : (
                t('interviews.noDecision')
              )}
            </Box>
            <Statements
              statements={timelines.data?.data}
              error={timelines.error}
              participants={interview.participants}
            />
          </Section>
          <Section title={t('interviews.who')}>
            <Participants participants={interview.participants} />
          </Section>
          {interview.topics.length > 0 && (
            <Section title={t('interviews.talked')}>
              <Lines lines={interview.topics} />
            </Section>
          )}
          {interview.promises.length > 0 && (
            <Section title={t('interviews.promised')}>
              <Lines lines={interview.promises} />
            </Section>
          )}
        </Box>
        <Section title={t('interviews.plan')}>
          {plan.error && (
            <Box sx={{ p: 2 }}>
              <Notice>{describeError(plan.error, t)}</Notice>
            </Box>
          )}
          {plan.data?.note && (
            <Box sx={{ px: 4, py: 2.5, borderBottom: 1, borderColor: 'divider', color: 'text.secondary' }}>
              {plan.data.note}
            </Box>
          )}
          {!plan.data ? (
            !plan.error && <LoadingRows rows={4} height={72} />
          ) : plan.data.tasks.length === 0 ? (
            <Empty text={t('interviews.noPlan')} />
          ) : (
            <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0 }} data-testid="plan">
              {plan.data.tasks.map((task, index) => (
                <PlanItem key={task.id ?? index} task={task} zone={interview.timeZone} withStatus />
              ))}
            </Box>
          )}
        </Section>
      </Box>
      <Box sx={{ mt: 6 }}>
        <History of={{ recordType: 'interview', recordId: id }} />
      </Box>
      {stating && <StatementDialog interview={interview} onClose={() => setStating(false)} />}
    </Box>
  )
}

const Lines = ({ lines }: { lines: readonly string[] }) => (
  <Box component="ul" sx={{ m: 0, py: 2.5, pl: 9, pr: 4 }}>
    {lines.map((line) => (
      <Box component="li" key={line} sx={{ overflowWrap: 'anywhere' }}>
        {line}
      </Box>
    ))}
  </Box>
)

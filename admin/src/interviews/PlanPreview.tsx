import Box from '@mui/material/Box'
import { useEffect, useRef, useState } from 'react'
import type { PreviewInput } from '../api/interviews.ts'
import type { Plan } from '../api/types.ts'
import { describeError } from '../components/describeError.ts'
import { Empty } from '../components/Empty.tsx'
import { LoadingRows } from '../components/Loading.tsx'
import { Notice } from '../components/Notice.tsx'
import { Section } from '../components/Section.tsx'
import { useT } from '../i18n/useT.ts'
import { type MarkedTask, markChanges } from './changes.ts'
import { Decides } from './Decides.tsx'
import { PlanItem } from './PlanItem.tsx'
import type { usePreview } from './usePreview.ts'

/** How long what changed stays marked. */
const MARKED = 1800

interface Props {
  input: PreviewInput | null
  zone: string
  preview: ReturnType<typeof usePreview>
}

/** The plan beside the questions: what follows from the answers so far. */
export function PlanPreview({ input, zone, preview }: Props) {
  const t = useT()
  const { data, error, isFetching } = preview
  const marked = useMarked(input ? data : undefined)
  const count = marked.length
  return (
    <Section
      title={t('debrief.plan')}
      action={
        <Box
          component="span"
          sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}
          data-testid="plan-state"
        >
          {input && (isFetching ? t('debrief.planBusy') : data && t('debrief.count', { smart_count: count }))}
        </Box>
      }
    >
      <Box className="visually-hidden" role="status">
        {input && data && !isFetching ? t('a11y.updated', { smart_count: count }) : ''}
      </Box>
      {input && error && !isFetching && (
        <Box sx={{ p: 2 }}>
          <Notice tone="due">{describeError(error, t)}</Notice>
        </Box>
      )}
      {!input ? (
        <Empty text={t('debrief.planWait')} />
      ) : !data ? (
        !error && <LoadingRows rows={4} height={72} />
      ) : (
        <Box sx={{ opacity: error ? 0.6 : 1 }}>
          <Box sx={{ px: 4, py: 2, borderBottom: 1, borderColor: 'divider', fontSize: '0.8125rem' }}>
            {data.decisionDate ? <Decides date={data.decisionDate} /> : t('debrief.noDecision')}
            {data.note && <Box sx={{ color: 'text.secondary' }}>{data.note}</Box>}
          </Box>
          {count === 0 ? (
            <Empty text={t('debrief.planEmpty')} />
          ) : (
            <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0 }} data-testid="plan-preview">
              {marked.map(({ key, task, changed }) => (
                <PlanItem key={key} task={task} zone={zone} changed={changed} />
              ))}
            </Box>
          )}
        </Box>
      )}
    </Section>
  )
}

/** Marks what differs from the plan before, and takes the marks off after a moment. */
function useMarked(plan: Plan | undefined): MarkedTask[] {
  const before = useRef<Plan | null>(null)
  const [marked, setMarked] = useState<MarkedTask[]>([])
  useEffect(() => {
    if (!plan) return
    const next = markChanges(before.current?.tasks ?? null, plan.tasks)
    before.current = plan
    setMarked(next)
    const timer = setTimeout(
      () => setMarked((rows) => rows.map((row) => ({ ...row, changed: false }))),
      MARKED,
    )
    return () => clearTimeout(timer)
  }, [plan])
  return plan ? marked : []
}

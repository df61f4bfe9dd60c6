import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslate } from 'ra-core'
import { type Job, runJob } from '../api/jobs.ts'
import { Row } from '../components/Row.tsx'
import { UrgencyMark } from '../components/Urgency.tsx'
import { useFail } from '../components/useFail.ts'
import { When } from '../components/When.tsx'
import { useT } from '../i18n/useT.ts'
import { useSpan } from './useSpan.ts'

/** One job: what it does and how often, how it went, and the button that runs it out of turn. */
export function JobRow({ job }: { job: Job }) {
  const t = useT()
  const translate = useTranslate()
  const span = useSpan()
  const fail = useFail()
  const queries = useQueryClient()
  const { name, everySeconds, lastRunAt, lastSeconds, failuresInARow, lastFailure, wantedAt } = job
  // A job of a newer server than the panel is called by its name.
  const what = translate(`jobs.what.${name}`, { _: name })
  const run = async () => {
    try {
      await runJob(name)
    } catch (error) {
      fail(error)
    }
    await queries.invalidateQueries({ queryKey: ['jobs'] })
  }
  const [level, word] =
    failuresInARow > 0
      ? (['overdue', t('jobs.failed', { smart_count: failuresInARow })] as const)
      : lastRunAt
        ? (['done', t('webhooks.works')] as const)
        : (['upcoming', t('jobs.notYet')] as const)
  return (
    <Row columns="minmax(0, 1fr) minmax(0, 200px) 150px 148px" testId={`job-${name}`}>
      <Box sx={{ minWidth: 0 }}>
        <Typography sx={{ fontWeight: 600 }}>{what}</Typography>
        <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>
          <code>{name}</code> · {t('jobs.every', { span: span(everySeconds) })}
        </Typography>
      </Box>
      <Box sx={{ minWidth: 0 }}>
        <UrgencyMark level={level} word={word} />
        {failuresInARow > 0 && lastFailure && (
          <Typography
            variant="caption"
            component="div"
            sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}
          >
            {lastFailure}
          </Typography>
        )}
      </Box>
      <Box sx={{ color: 'text.secondary' }}>
        {lastRunAt && <When at={lastRunAt} />}
        {lastSeconds !== null && (
          <Typography variant="caption" component="div" className="num">
            {t('jobs.took', { span: span(lastSeconds) })}
          </Typography>
        )}
      </Box>
      {wantedAt ? (
        <Typography variant="caption" role="status" sx={{ justifySelf: { md: 'end' } }}>
          {t('jobs.wanted')}
        </Typography>
      ) : (
        <Button onClick={run} aria-label={t('jobs.runOf', { name: what })}>
          {t('jobs.run')}
        </Button>
      )}
    </Row>
  )
}

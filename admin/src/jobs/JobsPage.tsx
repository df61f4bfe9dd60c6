import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { type JobOverview, readJobs } from '../api/jobs.ts'
import { describeError } from '../components/describeError.ts'
import { LoadingRows } from '../components/Loading.tsx'
import { Notice } from '../components/Notice.tsx'
import { PageHead } from '../components/PageHead.tsx'
import { RowList } from '../components/Row.tsx'
import { Section } from '../components/Section.tsx'
import { Surface } from '../components/Surface.tsx'
import { When } from '../components/When.tsx'
import { useT } from '../i18n/useT.ts'
import { JobRow } from './JobRow.tsx'
import { Queues } from './Queues.tsx'

/** What the installation does by itself, how it went the last time, and what is on its way. */
export function JobsPage() {
  const t = useT()
  const { data, error } = useQuery({
    queryKey: ['jobs'],
    queryFn: ({ signal }) => readJobs(signal),
    refetchInterval: 5_000,
  })
  return (
    <>
      <PageHead title={t('settings.jobs')} lead={t('jobs.lead')} />
      <Box sx={{ display: 'grid', gap: 5 }}>
        {error && !data && <Notice>{describeError(error, t)}</Notice>}
        {data?.worker.late && <NoWorker lastSeenAt={data.worker.lastSeenAt} />}
        {data && <Queues queues={data.queues} />}
        {!error || data ? (
          <Section title={t('jobs.list')} bare>
            <Surface>
              {data ? (
                <RowList testId="jobs">
                  {data.data.map((job) => (
                    <JobRow key={job.name} job={job} />
                  ))}
                </RowList>
              ) : (
                <LoadingRows rows={8} />
              )}
            </Surface>
          </Section>
        ) : null}
      </Box>
    </>
  )
}

function NoWorker({ lastSeenAt }: Pick<JobOverview['worker'], 'lastSeenAt'>) {
  const t = useT()
  return (
    <Notice>
      {t('jobs.noWorker')}{' '}
      {lastSeenAt && (
        <>
          {t('jobs.lastSeen')} <When at={lastSeenAt} />.
        </>
      )}
    </Notice>
  )
}

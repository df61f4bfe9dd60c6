import Button from '@mui/material/Button'
import { usePermissions } from 'ra-core'
import type { Role } from '../../../server/domain/vocabulary.ts'
import { describeError } from '../components/describeError.ts'
import { LoadingRows } from '../components/Loading.tsx'
import { Notice } from '../components/Notice.tsx'
import { useNow } from '../components/useNow.ts'
import { useT } from '../i18n/useT.ts'
import { readerZone } from '../time/zone.ts'
import { Counts } from './Counts.tsx'
import { OwnInterviews } from './OwnInterviews.tsx'
import { OwnTasks } from './OwnTasks.tsx'
import { ownCounts } from './ownCounts.ts'
import { Quiet } from './Quiet.tsx'
import { TodayFrame } from './TodayFrame.tsx'
import { TodayInterviews } from './TodayInterviews.tsx'
import { TriageList } from './TriageList.tsx'
import { useOwnTasks } from './useOwnTasks.ts'
import { useTriage } from './useTriage.ts'

/** Who needs me now, why, and what do I do about it? Reports are the coaches'; a job seeker's day is their own tasks. */
export function TodayPage() {
  const { permissions: role } = usePermissions<Role>()
  if (!role) return <LoadingRows rows={6} height={104} />
  return role === 'client' ? <ClientToday /> : <CoachToday />
}

function ClientToday() {
  const t = useT()
  const now = useNow()
  const { data } = useOwnTasks()
  return (
    <TodayFrame
      counts={data && <Counts counts={ownCounts(data, now, readerZone())} />}
      title={t('today.needsClient')}
      beside={<OwnInterviews />}
    >
      <OwnTasks />
    </TodayFrame>
  )
}

function CoachToday() {
  const t = useT()
  const { data, error, refetch } = useTriage()
  return (
    <TodayFrame
      counts={data && <Counts counts={data.counts} />}
      notice={
        error && (
          <Notice action={<Button onClick={() => refetch()}>{t('act.retry')}</Button>}>
            {describeError(error, t)}
          </Notice>
        )
      }
      title={t('today.needs')}
      beside={
        data ? (
          <>
            <TodayInterviews rows={data.interviews} />
            <Quiet rows={data.quiet} />
          </>
        ) : (
          <LoadingRows rows={3} />
        )
      }
    >
      {data ? <TriageList rows={data.data} /> : <LoadingRows rows={6} height={104} />}
    </TodayFrame>
  )
}

import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { usePermissions } from 'ra-core'
import type { Role } from '../../../server/domain/vocabulary.ts'
import { describeError } from '../components/describeError.ts'
import { LoadingRows } from '../components/Loading.tsx'
import { Notice } from '../components/Notice.tsx'
import { PageHead } from '../components/PageHead.tsx'
import { Section } from '../components/Section.tsx'
import { useNow } from '../components/useNow.ts'
import { useT } from '../i18n/useT.ts'
import { useTimeWords } from '../i18n/useTime.ts'
import { readerZone } from '../time/zone.ts'
import { Counts } from './Counts.tsx'
import { OwnTasks } from './OwnTasks.tsx'
import { Quiet } from './Quiet.tsx'
import { TodayInterviews } from './TodayInterviews.tsx'
import { TriageList } from './TriageList.tsx'
import { useTriage } from './useTriage.ts'

/** Who needs me now, why, and what do I do about it? */
export function TodayPage() {
  const t = useT()
  const words = useTimeWords()
  const now = useNow()
  const { permissions: role } = usePermissions<Role>()
  const { data, error, refetch } = useTriage()
  const date = new Intl.DateTimeFormat(words.locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: readerZone(),
  }).format(new Date(now))
  return (
    <>
      <PageHead
        title={date.charAt(0).toLocaleUpperCase(words.locale) + date.slice(1)}
        tab={t('nav.today')}
        action={data && <Counts counts={data.counts} />}
      />
      {error && (
        <Box sx={{ mb: 4 }}>
          <Notice action={<Button onClick={() => refetch()}>{t('act.retry')}</Button>}>
            {describeError(error, t)}
          </Notice>
        </Box>
      )}
      <Box
        sx={{
          display: 'grid',
          gap: 6,
          alignItems: 'start',
          gridTemplateColumns: { xs: '1fr', lg: 'minmax(0, 1fr) 320px' },
        }}
      >
        <Section title={t(role === 'client' ? 'today.needsClient' : 'today.needs')}>
          {role === 'client' ? (
            <OwnTasks />
          ) : data ? (
            <TriageList rows={data.data} />
          ) : (
            <LoadingRows rows={6} height={104} />
          )}
        </Section>
        <Box
          sx={{
            display: 'grid',
            gap: 6,
            gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr', lg: '1fr' },
            alignItems: 'start',
          }}
        >
          {data ? (
            <>
              <TodayInterviews rows={data.interviews} />
              {role !== 'client' && <Quiet rows={data.quiet} />}
            </>
          ) : (
            <LoadingRows rows={3} />
          )}
        </Box>
      </Box>
    </>
  )
}

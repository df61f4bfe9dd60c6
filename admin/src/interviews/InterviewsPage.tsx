import Button from '@mui/material/Button'
import Tab from '@mui/material/Tab'
import Tabs from '@mui/material/Tabs'
import { useGetList } from 'ra-core'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import type { Interview } from '../api/types.ts'
import { PageHead } from '../components/PageHead.tsx'
import { Pager } from '../components/Pager.tsx'
import { Surface } from '../components/Surface.tsx'
import { serverNow } from '../components/useNow.ts'
import { useT } from '../i18n/useT.ts'
import { debriefLink } from '../layout/links.ts'
import { InterviewList } from './InterviewList.tsx'

/** Interviews to come, the next first, and past ones, the last first. */
export function InterviewsPage() {
  const t = useT()
  const [search, setSearch] = useSearchParams()
  const tab = search.get('tab') === 'past' ? 'past' : 'coming'
  return (
    <>
      <PageHead
        title={t('interviews.title')}
        action={
          <Button component={Link} to={debriefLink.to} variant="contained" sx={{ display: { md: 'none' } }}>
            {t('nav.newDebrief')}
          </Button>
        }
      />
      <Tabs
        value={tab}
        onChange={(_, next) => setSearch({ tab: next })}
        aria-label={t('interviews.title')}
        sx={{ mb: 3 }}
      >
        <Tab value="coming" label={t('interviews.coming')} />
        <Tab value="past" label={t('interviews.past')} />
      </Tabs>
      <Interviews key={tab} past={tab === 'past'} />
    </>
  )
}

function Interviews({ past }: { past: boolean }) {
  const t = useT()
  const [page, setPage] = useState(1)
  // Fixed while the page is open: cursors belong to one question.
  const [now] = useState(serverNow)
  const { data, error, pageInfo } = useGetList<Interview>('interviews', {
    filter: past ? { startsBefore: now } : { startsAfter: now },
    pagination: { page, perPage: 25 },
    sort: { field: 'startsAt', order: past ? 'DESC' : 'ASC' },
  })
  return (
    <>
      <Surface>
        <InterviewList
          interviews={data}
          error={error}
          empty={t(past ? 'interviews.empty' : 'interviews.emptyComing')}
        />
      </Surface>
      <Pager
        label={t('interviews.title')}
        page={page}
        hasPrevious={pageInfo?.hasPreviousPage ?? false}
        hasNext={pageInfo?.hasNextPage ?? false}
        onPage={setPage}
      />
    </>
  )
}

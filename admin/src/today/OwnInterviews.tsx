import { useGetList } from 'ra-core'
import { Temporal } from 'temporal-polyfill'
import type { Interview } from '../api/types.ts'
import { LoadingRows } from '../components/Loading.tsx'
import { useNow } from '../components/useNow.ts'
import { todayIn } from '../time/words.ts'
import { readerZone } from '../time/zone.ts'
import { TodayInterviews } from './TodayInterviews.tsx'

/** A job seeker's own interviews of today and tomorrow. */
export function OwnInterviews() {
  const zone = readerZone()
  const today = Temporal.PlainDate.from(todayIn(zone, useNow()))
  const midnight = (days: number) => today.add({ days }).toZonedDateTime(zone).toInstant().toString()
  const { data } = useGetList<Interview>(
    'interviews',
    {
      filter: { status: 'planned,held', startsAfter: midnight(0), startsBefore: midnight(2) },
      pagination: { page: 1, perPage: 50 },
      sort: { field: 'startsAt', order: 'ASC' },
    },
    { refetchInterval: 10_000, refetchOnWindowFocus: true },
  )
  if (!data) return <LoadingRows rows={3} />
  return <TodayInterviews rows={data.map((row) => ({ ...row, employer: row.opportunity.employer }))} />
}

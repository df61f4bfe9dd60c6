import { useGetList } from 'ra-core'
import { useState } from 'react'
import type { Activity } from '../api/types.ts'
import { describeError } from '../components/describeError.ts'
import { Empty } from '../components/Empty.tsx'
import { LoadingRows } from '../components/Loading.tsx'
import { Notice } from '../components/Notice.tsx'
import { Pager } from '../components/Pager.tsx'
import { RowList } from '../components/Row.tsx'
import { Section } from '../components/Section.tsx'
import { useT } from '../i18n/useT.ts'
import { ActivityLine } from './ActivityLine.tsx'

interface Props {
  /** Of which record: a client with all that is theirs, or one record alone. */
  of: { clientId: string } | { recordType: string; recordId: string }
}

/** What people and time have done to a record, the latest first. */
export function History({ of }: Props) {
  const t = useT()
  const [page, setPage] = useState(1)
  const { data, error, pageInfo } = useGetList<Activity>(
    'activities',
    { filter: of, pagination: { page, perPage: 8 }, sort: { field: 'occurredAt', order: 'DESC' } },
    { placeholderData: (previous) => previous },
  )
  return (
    <div className="no-print">
      <Section title={t('activity.history')}>
        {error ? (
          <Notice>{describeError(error, t)}</Notice>
        ) : !data ? (
          <LoadingRows rows={3} height={44} />
        ) : data.length === 0 ? (
          <Empty text={t('activity.none')} />
        ) : (
          <RowList testId="history">
            {data.map((activity) => (
              <ActivityLine key={activity.id} activity={activity} withName={'clientId' in of} />
            ))}
          </RowList>
        )}
      </Section>
      <Pager
        label={t('activity.pages')}
        page={page}
        hasPrevious={page > 1}
        hasNext={pageInfo?.hasNextPage ?? false}
        onPage={setPage}
      />
    </div>
  )
}

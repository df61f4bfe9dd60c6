import { useListController } from 'ra-core'
import type { Activity } from '../api/types.ts'
import { describeError } from '../components/describeError.ts'
import { Empty } from '../components/Empty.tsx'
import { LoadingRows } from '../components/Loading.tsx'
import { Notice } from '../components/Notice.tsx'
import { PageHead } from '../components/PageHead.tsx'
import { Pager } from '../components/Pager.tsx'
import { RowList } from '../components/Row.tsx'
import { Surface } from '../components/Surface.tsx'
import { useT } from '../i18n/useT.ts'
import { ActivityFilters, type FilterValues, queryOf } from './ActivityFilters.tsx'
import { ActivityLine } from './ActivityLine.tsx'

/** The log of all that the reader sees: of the whole practice for admins, of their clients for coaches. */
export function ActivityPage() {
  const t = useT()
  const list = useListController<Activity>({
    resource: 'activities',
    perPage: 25,
    sort: { field: 'occurredAt', order: 'DESC' },
    queryOptions: { placeholderData: (previous) => previous },
    disableSyncWithLocation: true,
    storeKey: false,
  })
  return (
    <>
      <PageHead title={t('activity.title')} lead={t('activity.lead')} />
      <ActivityFilters onChange={(values: FilterValues) => list.setFilters(queryOf(values))} />
      {list.error && <Notice>{describeError(list.error, t)}</Notice>}
      <Surface>
        {list.isPending ? (
          <LoadingRows rows={10} height={48} />
        ) : list.data && list.data.length > 0 ? (
          <RowList testId="activities">
            {list.data.map((activity) => (
              <ActivityLine key={activity.id} activity={activity} withClient />
            ))}
          </RowList>
        ) : (
          !list.error && <Empty text={t('activity.noMatch')} />
        )}
      </Surface>
      <Pager
        label={t('activity.pages')}
        page={list.page}
        hasPrevious={list.hasPreviousPage ?? false}
        hasNext={list.hasNextPage ?? false}
        onPage={list.setPage}
      />
    </>
  )
}

import Box from '@mui/material/Box'
import Tab from '@mui/material/Tab'
import Tabs from '@mui/material/Tabs'
import { useGetList, usePermissions } from 'ra-core'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import type { Role } from '../../../server/domain/vocabulary.ts'
import type { Task } from '../api/types.ts'
import { PageHead } from '../components/PageHead.tsx'
import { Pager } from '../components/Pager.tsx'
import type { MessageKey } from '../i18n/en.ts'
import { useT } from '../i18n/useT.ts'
import { TaskList } from './TaskList.tsx'

const tabs = {
  overdue: {
    status: 'overdue',
    sort: 'ASC',
    field: 'dueAt',
    label: 'tasks.overdue',
    empty: 'tasks.emptyOverdue',
  },
  due: { status: 'due', sort: 'ASC', field: 'dueAt', label: 'tasks.due', empty: 'tasks.emptyDue' },
  upcoming: {
    status: 'scheduled,blocked',
    sort: 'ASC',
    field: 'dueAt',
    label: 'tasks.upcoming',
    empty: 'tasks.emptyUpcoming',
  },
  done: {
    status: 'done,skipped,cancelled',
    sort: 'DESC',
    field: 'updatedAt',
    label: 'tasks.done',
    empty: 'tasks.emptyDone',
  },
} as const satisfies Record<
  string,
  { status: string; sort: 'ASC' | 'DESC'; field: string; label: MessageKey; empty: MessageKey }
>

type TabName = keyof typeof tabs
const names = Object.keys(tabs) as TabName[]

/** The coach's tasks by urgency, a page at a time. */
export function TasksPage() {
  const t = useT()
  const [search, setSearch] = useSearchParams()
  const tab = names.find((name) => name === search.get('tab')) ?? 'overdue'
  return (
    <>
      <PageHead title={t('tasks.title')} />
      <Tabs
        value={tab}
        onChange={(_, next) => setSearch({ tab: next })}
        aria-label={t('tasks.title')}
        variant="scrollable"
        sx={{ mb: 3 }}
      >
        {names.map((name) => (
          <Tab
            key={name}
            value={name}
            label={t(tabs[name].label)}
            id={`tab-${name}`}
            aria-controls="tasks-panel"
          />
        ))}
      </Tabs>
      <div role="tabpanel" id="tasks-panel" aria-labelledby={`tab-${tab}`}>
        <TasksOf key={tab} tab={tab} />
      </div>
    </>
  )
}

function TasksOf({ tab }: { tab: TabName }) {
  const t = useT()
  const [page, setPage] = useState(1)
  const { permissions: role } = usePermissions<Role>()
  const { status, sort, field, empty } = tabs[tab]
  const { data, error, pageInfo } = useGetList<Task>(
    'tasks',
    {
      filter: {
        status,
        ...(role === 'coach' ? { coachId: 'me' } : {}),
        include: 'client,contact,opportunity',
      },
      pagination: { page, perPage: 25 },
      sort: { field, order: sort },
    },
    { refetchInterval: 15_000 },
  )
  return (
    <>
      <Box
        sx={{
          bgcolor: 'background.paper',
          border: 1,
          borderColor: 'divider',
          borderRadius: 2,
          overflow: 'hidden',
        }}
      >
        <TaskList tasks={data} error={error} empty={t(empty)} question={`${tab} ${page}`} />
      </Box>
      <Pager
        label={t('tasks.title')}
        page={page}
        hasPrevious={pageInfo?.hasPreviousPage ?? false}
        hasNext={pageInfo?.hasNextPage ?? false}
        onPage={setPage}
      />
    </>
  )
}

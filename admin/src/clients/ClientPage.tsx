import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useGetList } from 'ra-core'
import { useState } from 'react'
import { useLocation, useParams } from 'react-router'
import { History } from '../activities/History.tsx'
import type { Client, Interview, Opportunity, Task } from '../api/types.ts'
import { ClientCalendar } from '../calendar/ClientCalendar.tsx'
import { Section } from '../components/Section.tsx'
import { useRecord } from '../components/useRecord.ts'
import { useT } from '../i18n/useT.ts'
import { InterviewList } from '../interviews/InterviewList.tsx'
import { NotShown } from '../layout/NotShown.tsx'
import { PageLoading } from '../layout/PageLoading.tsx'
import { Board } from '../opportunities/Board.tsx'
import { OpportunityDialog } from '../opportunities/OpportunityDialog.tsx'
import { ClientData } from '../privacy/ClientData.tsx'
import { TaskList } from '../tasks/TaskList.tsx'
import { ClientCard } from './ClientCard.tsx'
import { Coaches } from './Coaches.tsx'
import { ConsentSection } from './ConsentSection.tsx'
import { People } from './People.tsx'
import { SavedNotice } from './SavedNotice.tsx'

const all = { page: 1, perPage: 100 }
const live = { refetchInterval: 15_000 }

/** Everything about one client: who they are at the left, what is going on at the right. */
export function ClientPage() {
  const t = useT()
  const { id = '' } = useParams()
  const { state } = useLocation()
  const [adding, setAdding] = useState(false)
  const filter = { clientId: id }
  const { record: client, error } = useRecord<Client>('clients', id)
  const opportunities = useGetList<Opportunity>('opportunities', {
    filter,
    pagination: all,
    sort: { field: 'createdAt', order: 'ASC' },
  })
  const tasks = useGetList<Task>(
    'tasks',
    {
      filter: { ...filter, status: 'overdue,due,scheduled,blocked', include: 'client,contact,opportunity' },
      pagination: all,
      sort: { field: 'dueAt', order: 'ASC' },
    },
    live,
  )
  const interviews = useGetList<Interview>('interviews', {
    filter,
    pagination: all,
    sort: { field: 'startsAt', order: 'DESC' },
  })
  if (error) return <NotShown error={error} />
  if (!client) return <PageLoading />
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 8,
        alignItems: 'start',
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: '264px minmax(0, 1fr)' },
      }}
    >
      <Box sx={{ position: { lg: 'sticky' }, top: 76 }}>
        <ClientCard client={client} />
      </Box>
      <Box sx={{ display: 'grid', gap: 7, minWidth: 0 }}>
        <SavedNotice saved={state?.saved} />
        <Section
          title={t('client.pipeline')}
          bare
          action={
            <Button variant="outlined" className="no-print" onClick={() => setAdding(true)}>
              {t('client.addOpportunity')}
            </Button>
          }
        >
          <Board opportunities={opportunities.data} error={opportunities.error} />
        </Section>
        <Section title={t('client.tasks')}>
          <TaskList
            tasks={tasks.data}
            error={tasks.error}
            empty={t('client.noTasks')}
            within="client"
            question={id}
          />
        </Section>
        <Box
          sx={{
            display: 'grid',
            gap: 7,
            alignItems: 'start',
            gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 1fr) minmax(0, 1fr)' },
          }}
        >
          <Section title={t('client.interviews')}>
            <InterviewList
              interviews={interviews.data}
              error={interviews.error}
              empty={t('client.noInterviews')}
              withClient={false}
            />
          </Section>
          <Section title={t('client.contacts')}>
            <People interviews={interviews.data} />
          </Section>
        </Box>
        <Box
          sx={{
            display: 'grid',
            gap: 7,
            alignItems: 'start',
            gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 1fr) minmax(0, 1fr)' },
          }}
        >
          <Coaches client={client} />
          <ConsentSection clientId={id} mayRecord={['admin', 'primary'].includes(client.access)} />
        </Box>
        <ClientCalendar client={client} />
        <ClientData client={client} />
        <History of={filter} />
      </Box>
      {adding && <OpportunityDialog clientId={id} onClose={() => setAdding(false)} />}
    </Box>
  )
}

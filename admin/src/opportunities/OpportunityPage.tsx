import Button from '@mui/material/Button'
import { useGetList } from 'ra-core'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { History } from '../activities/History.tsx'
import type { Interview, Opportunity, Task } from '../api/types.ts'
import { useMe } from '../auth/useMe.ts'
import { Fact } from '../components/Facts.tsx'
import { RecordPage } from '../components/RecordPage.tsx'
import { RemoveButton } from '../components/RemoveButton.tsx'
import { Section } from '../components/Section.tsx'
import { TextLink } from '../components/TextLink.tsx'
import { useRecord } from '../components/useRecord.ts'
import { When } from '../components/When.tsx'
import { useT } from '../i18n/useT.ts'
import { InterviewList } from '../interviews/InterviewList.tsx'
import { NotShown } from '../layout/NotShown.tsx'
import { PageLoading } from '../layout/PageLoading.tsx'
import { TaskList } from '../tasks/TaskList.tsx'
import { OpportunityDialog } from './OpportunityDialog.tsx'

const all = { page: 1, perPage: 100 }

/** One position at one employer: how it stands, its open tasks, its interviews, and what happened. */
export function OpportunityPage() {
  const t = useT()
  const me = useMe()
  const { id = '' } = useParams()
  const [editing, setEditing] = useState(false)
  const { record: opportunity, error } = useRecord<Opportunity>('opportunities', id)
  const filter = { opportunityId: id }
  const open = 'overdue,due,scheduled,blocked'
  const tasks = useGetList<Task>('tasks', {
    filter: { ...filter, status: open, include: 'client,contact,opportunity' },
    pagination: all,
    sort: { field: 'dueAt', order: 'ASC' },
  })
  const interviews = useGetList<Interview>('interviews', {
    filter,
    pagination: all,
    sort: { field: 'startsAt', order: 'DESC' },
  })
  if (error) return <NotShown error={error} />
  if (!opportunity) return <PageLoading />
  const { title, stage, employer, client, clientId, coldSince } = opportunity
  const theirs = me?.clientId !== clientId
  return (
    <RecordPage
      title={title}
      lead={t(`stage.${stage}`)}
      facts={
        <>
          {theirs && (
            <Fact label={t('records.client')}>
              <TextLink to={`/clients/${clientId}`}>{client.name}</TextLink>
            </Fact>
          )}
          <Fact label={t('opportunity.employer')}>
            <TextLink to={`/employers/${employer.id}`}>{employer.name}</TextLink>
          </Fact>
          {coldSince && (
            <Fact label={t('records.cold')}>
              <When at={coldSince} />
            </Fact>
          )}
        </>
      }
      actions={
        <>
          <Button
            component={Link}
            to={`/interviews/create?opportunityId=${id}&clientId=${clientId}`}
            variant="contained"
          >
            {t('nav.debrief')}
          </Button>
          <Button variant="outlined" onClick={() => setEditing(true)}>
            {t('act.edit')}
          </Button>
          <RemoveButton
            resource="opportunities"
            record={opportunity}
            name={title}
            text={t('records.removeOpportunity')}
            to={theirs ? `/clients/${clientId}` : '/opportunities'}
          />
        </>
      }
    >
      <Section title={t('client.tasks')}>
        <TaskList
          tasks={tasks.data}
          error={tasks.error}
          empty={t('client.noTasks')}
          within="client"
          question={id}
        />
      </Section>
      <Section title={t('client.interviews')}>
        <InterviewList
          interviews={interviews.data}
          error={interviews.error}
          empty={t('records.noInterviews')}
          withClient={false}
        />
      </Section>
      <History of={{ recordType: 'opportunity', recordId: id }} />
      {editing && (
        <OpportunityDialog clientId={clientId} opportunity={opportunity} onClose={() => setEditing(false)} />
      )}
    </RecordPage>
  )
}

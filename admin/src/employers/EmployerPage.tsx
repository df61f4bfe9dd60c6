import Button from '@mui/material/Button'
import Link from '@mui/material/Link'
import { useGetList, useLocaleState, usePermissions } from 'ra-core'
import { useMemo, useState } from 'react'
import { useParams } from 'react-router'
import type { Role } from '../../../server/domain/vocabulary.ts'
import { History } from '../activities/History.tsx'
import type { Contact, Employer, Opportunity } from '../api/types.ts'
import { Fact } from '../components/Facts.tsx'
import { RecordPage } from '../components/RecordPage.tsx'
import { RemoveButton } from '../components/RemoveButton.tsx'
import { Section } from '../components/Section.tsx'
import { useRecord } from '../components/useRecord.ts'
import { useT } from '../i18n/useT.ts'
import { NotShown } from '../layout/NotShown.tsx'
import { PageLoading } from '../layout/PageLoading.tsx'
import { EmployerDialog } from './EmployerDialog.tsx'
import { PeopleHere, PositionsHere } from './Here.tsx'

const all = { page: 1, perPage: 100 }

/** A company or institution: where it is, who is known there, which positions are pursued, and what happened. */
export function EmployerPage() {
  const t = useT()
  const { id = '' } = useParams()
  const { permissions } = usePermissions<Role>()
  const [editing, setEditing] = useState(false)
  const { record: employer, error } = useRecord<Employer>('employers', id)
  const filter = { employerId: id }
  const opportunities = useGetList<Opportunity>('opportunities', {
    filter,
    pagination: all,
    sort: { field: 'createdAt', order: 'DESC' },
  })
  const contacts = useGetList<Contact>('contacts', {
    filter,
    pagination: all,
    sort: { field: 'createdAt', order: 'DESC' },
  })
  if (error) return <NotShown error={error} />
  if (!employer) return <PageLoading />
  const { name, website } = employer
  return (
    <RecordPage
      title={name}
      lead={t('opportunity.employer')}
      facts={
        <>
          <Fact label={t('opportunity.country')}>
            <Place employer={employer} />
          </Fact>
          {website && (
            <Fact label={t('records.website')}>
              {/^https?:/.test(website) ? (
                <Link href={website} target="_blank" rel="noreferrer">
                  {website}
                </Link>
              ) : (
                website
              )}
            </Fact>
          )}
        </>
      }
      actions={
        permissions &&
        permissions !== 'client' && (
          <>
            <Button variant="outlined" onClick={() => setEditing(true)}>
              {t('act.edit')}
            </Button>
            <RemoveButton
              resource="employers"
              record={employer}
              name={name}
              text={t('records.removeEmployer')}
              to="/clients"
            />
          </>
        )
      }
    >
      <Section title={t('records.positions')}>
        <PositionsHere opportunities={opportunities.data} error={opportunities.error} />
      </Section>
      <Section title={t('records.people')}>
        <PeopleHere contacts={contacts.data} error={contacts.error} />
      </Section>
      <History of={{ recordType: 'employer', recordId: id }} />
      {editing && <EmployerDialog employer={employer} onClose={() => setEditing(false)} />}
    </RecordPage>
  )
}

/** The country by its name, with the region's code. */
function Place({ employer: { country, region } }: { employer: Employer }) {
  const t = useT()
  const [locale] = useLocaleState()
  const names = useMemo(() => new Intl.DisplayNames(locale, { type: 'region' }), [locale])
  if (!country) return t('records.notKnown')
  return [names.of(country) ?? country, region].filter(Boolean).join(', ')
}

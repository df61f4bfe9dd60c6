import Button from '@mui/material/Button'
import Link from '@mui/material/Link'
import { useReference } from 'ra-core'
import { useState } from 'react'
import { useParams } from 'react-router'
import { History } from '../activities/History.tsx'
import type { Contact, Employer } from '../api/types.ts'
import { callTo, mailTo } from '../components/addresses.ts'
import { Fact } from '../components/Facts.tsx'
import { RecordPage } from '../components/RecordPage.tsx'
import { RemoveButton } from '../components/RemoveButton.tsx'
import { TextLink } from '../components/TextLink.tsx'
import { useRecord } from '../components/useRecord.ts'
import { useT } from '../i18n/useT.ts'
import { NotShown } from '../layout/NotShown.tsx'
import { PageLoading } from '../layout/PageLoading.tsx'
import { ContactDialog } from './ContactDialog.tsx'
import { useGapsOnly } from './useGapsOnly.ts'

/** Somebody at an employer: how to reach them, and what happened. */
export function ContactPage() {
  const t = useT()
  const { id = '' } = useParams()
  const [editing, setEditing] = useState(false)
  const { record: contact, error } = useRecord<Contact>('contacts', id)
  const gapsOnly = useGapsOnly(contact)
  if (error) return <NotShown error={error} />
  if (!contact) return <PageLoading />
  const { role, email, phone, employerId, allowedChannels, notes } = contact
  const name = contact.name ?? t('interviews.unknownPerson')
  return (
    <RecordPage
      title={name}
      lead={t(`contactRole.${role}`)}
      facts={
        <>
          <EmployerFact id={employerId} />
          <Fact label={t('debrief.email')}>
            {email ? <Link href={mailTo(email)}>{email}</Link> : t('records.notKnown')}
          </Fact>
          <Fact label={t('debrief.phone')}>
            {phone ? <Link href={callTo(phone)}>{phone}</Link> : t('records.notKnown')}
          </Fact>
          <Fact label={t('records.reach')}>
            {allowedChannels
              ? allowedChannels.map((channel) => t(`channel.${channel}`)).join(', ') || t('channel.none')
              : t('records.anyWay')}
          </Fact>
          {notes && <Fact label={t('records.notes')}>{notes}</Fact>}
        </>
      }
      actions={
        <>
          {!(gapsOnly && contact.name && email && phone) && (
            <Button variant="outlined" onClick={() => setEditing(true)}>
              {t('act.edit')}
            </Button>
          )}
          {!gapsOnly && (
            <RemoveButton
              resource="contacts"
              record={contact}
              name={name}
              text={t('records.removeContact')}
              to={`/employers/${employerId}`}
            />
          )}
        </>
      }
    >
      <History of={{ recordType: 'contact', recordId: id }} />
      {editing && <ContactDialog contactId={id} onClose={() => setEditing(false)} />}
    </RecordPage>
  )
}

function EmployerFact({ id }: { id: string }) {
  const t = useT()
  const { referenceRecord: employer } = useReference<Employer>({ reference: 'employers', id })
  return employer ? (
    <Fact label={t('opportunity.employer')}>
      <TextLink to={`/employers/${id}`}>{employer.name}</TextLink>
    </Fact>
  ) : null
}

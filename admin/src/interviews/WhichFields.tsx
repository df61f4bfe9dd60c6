import Box from '@mui/material/Box'
import MenuItem from '@mui/material/MenuItem'
import { useGetList } from 'ra-core'
import { useEffect } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { interviewFormats } from '../../../server/domain/vocabulary.ts'
import type { Me, Opportunity } from '../api/types.ts'
import { Field } from '../components/Field.tsx'
import { ZoneField } from '../components/ZoneField.tsx'
import { useT } from '../i18n/useT.ts'
import { EmployerFields } from '../opportunities/EmployerFields.tsx'
import { ClientField } from './ClientField.tsx'
import { type DebriefValues, NEW } from './debriefForm.ts'

/** Which client, which opportunity, when, how long, where and how. */
export function WhichFields({ me }: { me: Me }) {
  const t = useT()
  const form = useFormContext<DebriefValues>()
  const [clientId, opportunityId] = useWatch({ control: form.control, name: ['clientId', 'opportunityId'] })
  const { data: opportunities } = useGetList<Opportunity>(
    'opportunities',
    {
      filter: { clientId },
      pagination: { page: 1, perPage: 100 },
      sort: { field: 'createdAt', order: 'DESC' },
    },
    { enabled: Boolean(clientId) },
  )
  const known = opportunities?.some(({ id }) => id === opportunityId) ?? false

  useEffect(() => {
    // A client without opportunities can only have a new one.
    if (opportunities?.length === 0 && opportunityId !== NEW) form.setValue('opportunityId', NEW)
  }, [opportunities, opportunityId, form])

  return (
    <>
      {me.role !== 'client' && <ClientField />}
      <Field<DebriefValues>
        name="opportunityId"
        select
        required
        label={t('debrief.opportunity')}
        disabled={!clientId}
        slotProps={{ select: { value: known || opportunityId === NEW ? opportunityId : '' } }}
      >
        {opportunities?.map(({ id, title, employer }) => (
          <MenuItem key={id} value={id}>
            {t('opportunity.at', { title, employer: employer.name })}
          </MenuItem>
        ))}
        <MenuItem value={NEW}>{t('debrief.newOpportunity')}</MenuItem>
      </Field>
      {opportunityId === NEW && (
        <Box sx={{ display: 'grid', gap: 4, pl: 4, borderLeft: 2, borderColor: 'divider' }}>
          <Field<DebriefValues> name="title" required label={t('opportunity.titleField')} />
          <EmployerFields />
        </Box>
      )}
      <Box sx={{ display: 'grid', gap: 4, gridTemplateColumns: { xs: '1fr 1fr', sm: '5fr 4fr 3fr' } }}>
        <Field<DebriefValues>
          name="date"
          type="date"
          required
          label={t('debrief.date')}
          slotProps={shrunk}
          sx={{ gridColumn: { xs: '1 / -1', sm: 'auto' } }}
        />
        <Field<DebriefValues> name="time" type="time" required label={t('debrief.time')} slotProps={shrunk} />
        <Field<DebriefValues>
          name="durationMinutes"
          type="number"
          required
          label={t('debrief.duration')}
          slotProps={{ htmlInput: { min: 1, max: 1440, step: 5 } }}
        />
      </Box>
      <Box sx={{ display: 'grid', gap: 4, gridTemplateColumns: { xs: '1fr 1fr', sm: '5fr 4fr 3fr' } }}>
        <Box sx={{ gridColumn: { xs: '1 / -1', sm: 'auto' } }}>
          <ZoneField<DebriefValues> name="timeZone" label={t('debrief.zone')} />
        </Box>
        <Field<DebriefValues> name="format" select label={t('debrief.format')}>
          {interviewFormats.map((format) => (
            <MenuItem key={format} value={format}>
              {t(`format.${format}`)}
            </MenuItem>
          ))}
        </Field>
        <Field<DebriefValues>
          name="round"
          type="number"
          label={t('debrief.round')}
          slotProps={{ htmlInput: { min: 1, max: 99 } }}
        />
      </Box>
    </>
  )
}

const shrunk = { inputLabel: { shrink: true } }

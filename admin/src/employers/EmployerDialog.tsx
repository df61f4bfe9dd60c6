import Box from '@mui/material/Box'
import { useQueryClient } from '@tanstack/react-query'
import { useDataProvider, useNotify } from 'ra-core'
import { useForm } from 'react-hook-form'
import type { Employer } from '../api/types.ts'
import { changed } from '../clients/clientForm.ts'
import { Field } from '../components/Field.tsx'
import { FormDialog } from '../components/FormDialog.tsx'
import { useT } from '../i18n/useT.ts'
import { CountryField } from '../opportunities/CountryField.tsx'
import { placeOf } from '../opportunities/employerForm.ts'

interface Values {
  name: string
  country: string
  region: string
  website: string
}

/** Name and place of an employer; the place decides about holidays. */
export function EmployerDialog({ employer, onClose }: { employer: Employer; onClose: () => void }) {
  const t = useT()
  const data = useDataProvider()
  const notify = useNotify()
  const queries = useQueryClient()
  const { id, name, country, region, website } = employer
  const form = useForm<Values>({
    defaultValues: { name, country: country ?? '', region: region ?? '', website: website ?? '' },
  })
  const save = async (values: Values) => {
    const body = {
      name: values.name.trim(),
      website: values.website.trim() || null,
      ...placeOf(values),
    }
    try {
      await data.update('employers', { id, data: changed(body, employer), previousData: employer })
      notify('clients.saved', { type: 'info' })
    } finally {
      void queries.invalidateQueries()
    }
  }
  return (
    <FormDialog
      title={t('records.editEmployer')}
      form={form}
      save={save}
      onClose={onClose}
      submit={t('act.save')}
    >
      <Field<Values> name="name" label={t('clients.name')} required autoFocus />
      <Box sx={{ display: 'grid', gap: 4, gridTemplateColumns: { xs: '1fr', sm: '3fr 2fr' } }}>
        <CountryField name="country" />
        <Field<Values>
          name="region"
          label={t('opportunity.region')}
          helperText={t('opportunity.regionHint')}
          slotProps={{ htmlInput: { maxLength: 8, style: { textTransform: 'uppercase' } } }}
        />
      </Box>
      <Field<Values> name="website" type="url" label={t('records.website')} />
    </FormDialog>
  )
}

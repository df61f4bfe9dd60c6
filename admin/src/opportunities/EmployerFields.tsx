import Autocomplete from '@mui/material/Autocomplete'
import Box from '@mui/material/Box'
import TextField from '@mui/material/TextField'
import { useGetList } from 'ra-core'
import { useState } from 'react'
import { Controller, useFormContext, useWatch } from 'react-hook-form'
import type { Employer } from '../api/types.ts'
import { Field } from '../components/Field.tsx'
import { useT } from '../i18n/useT.ts'
import { CountryField } from './CountryField.tsx'
import type { EmployerValues } from './employerForm.ts'

/** An employer that is known, or the name, country and region of a new one. Lives in a form with `employer`. */
export function EmployerFields() {
  const t = useT()
  const form = useFormContext<{ employer: EmployerValues }>()
  const known = useWatch({ control: form.control, name: 'employer.id' })
  const [text, setText] = useState('')
  const { data: employers = [] } = useGetList<Employer>(
    'employers',
    {
      filter: text ? { q: text } : {},
      pagination: { page: 1, perPage: 20 },
      sort: { field: 'name', order: 'ASC' },
    },
    { placeholderData: (previous) => previous },
  )
  const take = (value: Employer | string | null) => {
    const employer = typeof value === 'string' ? null : value
    form.setValue('employer.id', employer?.id ?? null)
    form.setValue('employer.name', employer?.name ?? (value as string | null) ?? '', { shouldDirty: true })
    if (!employer) return
    form.setValue('employer.country', employer.country ?? '')
    form.setValue('employer.region', employer.region ?? '')
    form.clearErrors('employer')
  }
  return (
    <>
      <Controller
        name="employer.name"
        rules={{ required: t('debrief.required') }}
        render={({ field: { ref, value, onBlur }, fieldState: { error } }) => (
          <Autocomplete<Employer, false, false, true>
            freeSolo
            options={employers}
            filterOptions={(options) => options}
            getOptionLabel={(option) => (typeof option === 'string' ? option : option.name)}
            getOptionKey={(option) => (typeof option === 'string' ? option : option.id)}
            inputValue={value ?? ''}
            onInputChange={(_, name, reason) => {
              setText(name)
              if (reason === 'input') take(name)
            }}
            onChange={(_, option) => take(option)}
            renderInput={(params) => (
              <TextField
                {...params}
                label={t('opportunity.employer')}
                required
                inputRef={ref}
                onBlur={onBlur}
                error={Boolean(error)}
                helperText={error?.message ?? t('opportunity.employerHint')}
              />
            )}
          />
        )}
      />
      <Box sx={{ display: 'grid', gap: 4, gridTemplateColumns: { xs: '1fr', sm: '3fr 2fr' } }}>
        <CountryField name="employer.country" disabled={Boolean(known)} />
        <Field<{ employer: EmployerValues }>
          name="employer.region"
          label={t('opportunity.region')}
          helperText={t('opportunity.regionHint')}
          disabled={Boolean(known)}
          slotProps={{ htmlInput: { maxLength: 8, style: { textTransform: 'uppercase' } } }}
        />
      </Box>
    </>
  )
}

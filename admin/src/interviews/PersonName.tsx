import Autocomplete from '@mui/material/Autocomplete'
import Box from '@mui/material/Box'
import TextField from '@mui/material/TextField'
import { useGetList, useGetOne } from 'ra-core'
import { Controller, useFormContext, useWatch } from 'react-hook-form'
import type { Contact, Opportunity } from '../api/types.ts'
import { useT } from '../i18n/useT.ts'
import { type DebriefValues, NEW } from './debriefForm.ts'

/** The people known at the employer of the chosen opportunity. */
function useKnownPeople(): Contact[] {
  const { control } = useFormContext<DebriefValues>()
  const [opportunityId, chosen] = useWatch({ control, name: ['opportunityId', 'employer.id'] })
  const isNew = opportunityId === NEW
  const opportunity = useGetOne<Opportunity>(
    'opportunities',
    { id: opportunityId },
    { enabled: Boolean(opportunityId) && !isNew },
  )
  const employerId = isNew ? chosen : opportunity.data?.employerId
  const { data = [] } = useGetList<Contact>(
    'contacts',
    {
      filter: { employerId },
      pagination: { page: 1, perPage: 100 },
      sort: { field: 'createdAt', order: 'DESC' },
    },
    { enabled: Boolean(employerId) },
  )
  return employerId ? data.filter(({ name }) => name) : []
}

/** A name: typed, or one of those known at that employer. */
export function PersonName({ index }: { index: number }) {
  const t = useT()
  const { control, setValue, getValues } = useFormContext<DebriefValues>()
  const unknown = useWatch({ control, name: `people.${index}.unknown` })
  const people = useKnownPeople()
  const take = (contact: Contact | string | null) => {
    const path = `people.${index}` as const
    const known = typeof contact === 'string' ? null : contact
    const before = getValues(path)
    if (known)
      setValue(path, {
        contactId: known.id,
        unknown: false,
        name: known.name ?? '',
        role: known.role,
        email: known.email ?? '',
        phone: known.phone ?? '',
      })
    else if (before.contactId) setValue(path, { ...before, contactId: null, email: '', phone: '' })
  }
  return (
    <Controller
      name={`people.${index}.name`}
      control={control}
      render={({ field: { ref, value, onChange, onBlur }, fieldState: { error } }) => (
        <Autocomplete<Contact, false, false, true>
          freeSolo
          disabled={Boolean(unknown)}
          options={people}
          getOptionLabel={(option) => (typeof option === 'string' ? option : (option.name ?? ''))}
          getOptionKey={(option) => (typeof option === 'string' ? option : option.id)}
          inputValue={value ?? ''}
          onInputChange={(_, name, reason) => {
            if (reason === 'reset') return
            take(name)
            onChange(name)
          }}
          onChange={(_, option) => take(option)}
          renderOption={({ key, ...props }, contact) => (
            <li key={contact.id} {...props}>
              {contact.name}
              <Box component="span" sx={{ color: 'text.secondary', ml: 2 }}>
                {t(`contactRole.${contact.role}`)}
              </Box>
            </li>
          )}
          renderInput={(params) => (
            <TextField
              {...params}
              label={t('debrief.personName')}
              inputRef={ref}
              onBlur={onBlur}
              error={Boolean(error)}
              helperText={error?.message}
            />
          )}
        />
      )}
    />
  )
}

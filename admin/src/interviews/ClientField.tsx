import Autocomplete from '@mui/material/Autocomplete'
import TextField from '@mui/material/TextField'
import { useGetList, useGetOne } from 'ra-core'
import { useEffect, useState } from 'react'
import { Controller, useFormContext, useWatch } from 'react-hook-form'
import type { Client } from '../api/types.ts'
import { useT } from '../i18n/useT.ts'
import type { DebriefValues } from './debriefForm.ts'
import { beganAt } from './fresh.ts'

/** Whose interview it was. The client's zone becomes the interview's, until somebody chooses another. */
export function ClientField() {
  const t = useT()
  const form = useFormContext<DebriefValues>()
  const id = useWatch({ control: form.control, name: 'clientId' })
  const [text, setText] = useState('')
  const { data: known } = useGetOne<Client>('clients', { id }, { enabled: Boolean(id) })
  const query = text === known?.name ? '' : text.trim()
  const { data: clients = [], isFetching } = useGetList<Client>(
    'clients',
    {
      filter: { ...(query ? { q: query } : {}), status: 'active,paused,placed' },
      pagination: { page: 1, perPage: 25 },
      sort: { field: 'name', order: 'ASC' },
    },
    { placeholderData: (previous) => previous },
  )
  const zone = known?.timeZone
  useEffect(() => {
    const { dirtyFields } = form.formState
    if (!zone || dirtyFields.timeZone || form.getValues('timeZone') === zone) return
    form.resetField('timeZone', { defaultValue: zone })
    if (dirtyFields.date || dirtyFields.time) return
    const began = beganAt(zone)
    form.resetField('date', { defaultValue: began.date })
    form.resetField('time', { defaultValue: began.time })
  }, [zone, form])
  return (
    <Controller
      name="clientId"
      rules={{ required: t('debrief.required') }}
      render={({ field: { ref, onChange, onBlur }, fieldState: { error } }) => (
        <Autocomplete<Client>
          options={clients}
          filterOptions={(options) => options}
          loading={isFetching}
          loadingText="…"
          noOptionsText={t('top.noMatch')}
          value={id && known ? known : null}
          inputValue={text}
          onInputChange={(_, value) => setText(value)}
          onChange={(_, client) => {
            onChange(client?.id ?? '')
            form.setValue('opportunityId', '')
          }}
          getOptionLabel={(client) => client.name}
          getOptionKey={(client) => client.id}
          isOptionEqualToValue={(a, b) => a.id === b.id}
          autoHighlight
          renderInput={(params) => (
            <TextField
              {...params}
              label={t('debrief.client')}
              placeholder={t('debrief.chooseClient')}
              required
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

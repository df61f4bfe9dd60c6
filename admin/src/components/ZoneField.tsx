import Autocomplete from '@mui/material/Autocomplete'
import TextField from '@mui/material/TextField'
import { useMemo } from 'react'
import { Controller, type FieldValues, type Path } from 'react-hook-form'
import { useT } from '../i18n/useT.ts'
import { timeZones } from './zones.ts'

/** A time zone by its name; type a city. */
export function ZoneField<V extends FieldValues>({ name, label }: { name: Path<V>; label: string }) {
  const t = useT()
  const zones = useMemo(timeZones, [])
  return (
    <Controller
      name={name}
      rules={{ required: t('debrief.required') }}
      render={({ field: { ref, value, onChange, onBlur }, fieldState: { error } }) => (
        <Autocomplete<string>
          options={zones.includes(value) || !value ? zones : [value, ...zones]}
          value={value || null}
          onChange={(_, zone) => onChange(zone ?? '')}
          getOptionLabel={(zone) => zone.replaceAll('_', ' ')}
          renderInput={(params) => (
            <TextField
              {...params}
              label={label}
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

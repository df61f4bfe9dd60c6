import Autocomplete from '@mui/material/Autocomplete'
import TextField from '@mui/material/TextField'
import { useLocaleState } from 'ra-core'
import { useMemo } from 'react'
import { Controller } from 'react-hook-form'
import { useT } from '../i18n/useT.ts'
import { countriesIn } from './countries.ts'

/** A country by its name in the reader's language; the form around holds its code, or nothing. */
export function CountryField({ name, disabled = false }: { name: string; disabled?: boolean }) {
  const t = useT()
  const [locale] = useLocaleState()
  const countries = useMemo(() => countriesIn(locale), [locale])
  return (
    <Controller
      name={name}
      render={({ field: { ref, value, onChange, onBlur }, fieldState: { error } }) => (
        <Autocomplete
          options={countries}
          disabled={disabled}
          value={countries.find(({ code }) => code === value) ?? null}
          onChange={(_, country) => onChange(country?.code ?? '')}
          getOptionLabel={(country) => country.name}
          getOptionKey={({ code }) => code}
          isOptionEqualToValue={(a, b) => a.code === b.code}
          renderInput={(params) => (
            <TextField
              {...params}
              label={t('opportunity.country')}
              inputRef={ref}
              onBlur={onBlur}
              error={Boolean(error)}
              helperText={error?.message ?? t('opportunity.countryHint')}
            />
          )}
        />
      )}
    />
  )
}

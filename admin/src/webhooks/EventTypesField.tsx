import Box from '@mui/material/Box'
import FormControlLabel from '@mui/material/FormControlLabel'
import FormHelperText from '@mui/material/FormHelperText'
import Radio from '@mui/material/Radio'
import RadioGroup from '@mui/material/RadioGroup'
import Typography from '@mui/material/Typography'
import { useId } from 'react'
import { Controller } from 'react-hook-form'
import { eventTypes } from '../../../server/domain/event-types.ts'
import { useT } from '../i18n/useT.ts'
import { EventTypesOf } from './EventTypesOf.tsx'

/** What a webhook is told of: everything, or what is chosen from the contract's types. */
export function EventTypesField() {
  const t = useT()
  const id = useId()
  return (
    <Controller
      name="eventTypes"
      rules={{ validate: (value: string[]) => value.length > 0 || t('webhooks.typesNeeded') }}
      render={({ field: { value, onChange }, fieldState: { error } }) => (
        <Box component="fieldset" sx={{ border: 0, p: 0, m: 0, minWidth: 0 }}>
          <Typography component="legend" id={id} variant="body2" sx={{ fontWeight: 600, mb: 1 }}>
            {t('webhooks.types')}
          </Typography>
          <RadioGroup
            aria-labelledby={id}
            value={value.includes('*') ? 'all' : 'some'}
            onChange={(_, choice) => onChange(choice === 'all' ? ['*'] : [])}
          >
            <FormControlLabel value="all" control={<Radio size="small" />} label={t('webhooks.everything')} />
            <FormControlLabel value="some" control={<Radio size="small" />} label={t('webhooks.some')} />
          </RadioGroup>
          {!value.includes('*') && (
            <Box sx={{ mt: 2, border: 1, borderColor: 'divider', borderRadius: 2 }}>
              {Object.entries(eventTypes).map(([subject, verbs]) => (
                <EventTypesOf
                  key={subject}
                  subject={subject}
                  verbs={verbs}
                  value={value}
                  onChange={onChange}
                />
              ))}
            </Box>
          )}
          {error && <FormHelperText error>{error.message}</FormHelperText>}
        </Box>
      )}
    />
  )
}

import CloseIcon from '@mui/icons-material/CloseOutlined'
import Box from '@mui/material/Box'
import Checkbox from '@mui/material/Checkbox'
import FormControlLabel from '@mui/material/FormControlLabel'
import IconButton from '@mui/material/IconButton'
import MenuItem from '@mui/material/MenuItem'
import { Controller, useFormContext, useWatch } from 'react-hook-form'
import { contactRoles } from '../../../server/domain/vocabulary.ts'
import { Field } from '../components/Field.tsx'
import { useT } from '../i18n/useT.ts'
import type { DebriefValues } from './debriefForm.ts'
import { PersonName } from './PersonName.tsx'

/** Name, role and how to reach them; somebody known already is taken as they are. */
export function PersonFields({ index, onRemove }: { index: number; onRemove: () => void }) {
  const t = useT()
  const { control, setValue } = useFormContext<DebriefValues>()
  const person = useWatch({ control, name: `people.${index}` })
  const known = Boolean(person?.contactId)
  const number = t('debrief.person', { number: index + 1 })
  return (
    <Box
      role="group"
      aria-label={number}
      data-testid="person"
      sx={{
        display: 'grid',
        gap: 3,
        p: 3,
        pt: 4,
        border: 1,
        borderColor: 'divider',
        borderRadius: 2,
        bgcolor: 'background.paper',
        gridTemplateColumns: { xs: 'minmax(0, 1fr) auto', sm: 'minmax(0, 3fr) minmax(0, 2fr) auto' },
      }}
    >
      <Box sx={{ minWidth: 0 }}>
        <PersonName index={index} />
        <Controller
          name={`people.${index}.unknown`}
          control={control}
          render={({ field: { value, onChange, ...field } }) => (
            <FormControlLabel
              {...field}
              control={<Checkbox size="small" checked={Boolean(value)} disabled={known} />}
              label={t('debrief.unknownName')}
              slotProps={{ typography: { variant: 'body2' } }}
              onChange={(_, checked) => {
                onChange(checked)
                if (checked) setValue(`people.${index}.name`, '')
              }}
            />
          )}
        />
      </Box>
      <Box sx={{ gridColumn: { xs: '1 / -1', sm: 'auto' }, gridRow: { xs: 2, sm: 'auto' } }}>
        <Field<DebriefValues> name={`people.${index}.role`} select label={t('debrief.role')} disabled={known}>
          {contactRoles.map((role) => (
            <MenuItem key={role} value={role}>
              {t(`contactRole.${role}`)}
            </MenuItem>
          ))}
        </Field>
      </Box>
      <IconButton
        aria-label={t('debrief.removePerson', { name: person?.name || number })}
        onClick={onRemove}
        sx={{ width: 40, height: 40 }}
      >
        <CloseIcon fontSize="small" />
      </IconButton>
      <Box
        sx={{
          gridColumn: '1 / -1',
          display: 'grid',
          gap: 3,
          gridTemplateColumns: { xs: '1fr', sm: '3fr 2fr' },
        }}
      >
        <Field<DebriefValues>
          name={`people.${index}.email`}
          type="email"
          label={t('debrief.email')}
          disabled={known}
        />
        <Field<DebriefValues>
          name={`people.${index}.phone`}
          type="tel"
          label={t('debrief.phone')}
          disabled={known}
        />
      </Box>
    </Box>
  )
}

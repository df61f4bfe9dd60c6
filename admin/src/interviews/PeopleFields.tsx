import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useFieldArray, useFormContext } from 'react-hook-form'
import { useT } from '../i18n/useT.ts'
import { type DebriefValues, newPerson } from './debriefForm.ts'
import { PersonFields } from './PersonFields.tsx'

/** Everybody who was there, one after the other. */
export function PeopleFields() {
  const t = useT()
  const { control } = useFormContext<DebriefValues>()
  const { fields, append, remove } = useFieldArray({ control, name: 'people' })
  return (
    <>
      {fields.map((field, index) => (
        <PersonFields key={field.id} index={index} onRemove={() => remove(index)} />
      ))}
      <Box>
        <Button
          variant="outlined"
          sx={{ minHeight: { xs: 44, md: 34 } }}
          onClick={() => append(newPerson(), { focusName: `people.${fields.length}.name` })}
        >
          {t('debrief.addPerson')}
        </Button>
      </Box>
    </>
  )
}

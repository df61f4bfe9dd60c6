import Button from '@mui/material/Button'
import { useFormContext } from 'react-hook-form'
import { useT } from '../i18n/useT.ts'

/** Saves the form that it stands in, once something in it has changed. */
export function SaveButton() {
  const t = useT()
  const { isSubmitting, isDirty } = useFormContext().formState
  return (
    <Button type="submit" variant="contained" disabled={isSubmitting || !isDirty}>
      {t('act.save')}
    </Button>
  )
}

import TextField, { type TextFieldProps } from '@mui/material/TextField'
import { Controller, type FieldValues, type Path, useFormContext } from 'react-hook-form'
import { useT } from '../i18n/useT.ts'

type Props<V extends FieldValues> = Omit<TextFieldProps, 'name' | 'error'> & { name: Path<V> }

/** A text field bound to the form around it; what is wrong with it stands under it. */
export function Field<V extends FieldValues>({ name, required, helperText, ...props }: Props<V>) {
  const t = useT()
  return (
    <Controller
      name={name}
      rules={required ? { required: t('debrief.required') } : {}}
      render={({ field: { ref, ...field }, fieldState: { error } }) => (
        <TextField
          {...props}
          {...field}
          inputRef={ref}
          value={field.value ?? ''}
          required={required ?? false}
          error={Boolean(error)}
          helperText={error?.message || helperText}
        />
      )}
    />
  )
}

/** The values of the form around, for fields that depend on others. */
export const useValues = <V extends FieldValues>() => useFormContext<V>()

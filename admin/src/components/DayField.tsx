import type { FieldValues, Path } from 'react-hook-form'
import { Field } from './Field.tsx'

interface Props<V extends FieldValues> {
  name: Path<V>
  label: string
  helperText?: string
  required?: boolean
}

/** A calendar date, by the browser's own picker. */
export const DayField = <V extends FieldValues>({ name, label, helperText, required = false }: Props<V>) => (
  <Field<V>
    name={name}
    type="date"
    label={label}
    helperText={helperText}
    required={required}
    slotProps={{ inputLabel: { shrink: true }, htmlInput: { min: '2000-01-01', max: '2199-12-31' } }}
  />
)

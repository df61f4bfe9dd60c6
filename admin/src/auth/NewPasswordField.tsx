import TextField from '@mui/material/TextField'
import { ApiError } from '../api/problem.ts'
import { useT } from '../i18n/useT.ts'

interface Props {
  value: string
  onChange: (value: string) => void
  error: unknown
  autoFocus?: boolean
}

/** A password to be set, with what is asked of it and what is wrong with it. */
export function NewPasswordField({ value, onChange, error, autoFocus = false }: Props) {
  const t = useT()
  const wrong =
    error instanceof ApiError
      ? error.problem.errors?.find(({ pointer }) => pointer === '/password')
      : undefined
  return (
    <TextField
      label={t('outside.password')}
      type="password"
      name="new-password"
      autoComplete="new-password"
      required
      autoFocus={autoFocus}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      error={wrong !== undefined}
      helperText={wrong?.message ?? t('outside.hint')}
    />
  )
}

import { useCallback, useState } from 'react'
import type { FieldValues, Path, UseFormReturn } from 'react-hook-form'
import { ApiError, fieldErrors } from '../api/problem.ts'
import { useT } from '../i18n/useT.ts'
import { describeError } from './describeError.ts'

/**
 * Puts the mistakes that the server found at their fields, and says the rest above the form.
 * `rename` maps a path of the body to the form's field; null: the form has none for it.
 */
export function useFormFailure<V extends FieldValues>(
  form: UseFormReturn<V>,
  rename: (path: string) => string | null = (path) => path,
) {
  const t = useT()
  const [message, setMessage] = useState<string | null>(null)
  const fail = useCallback(
    (error: unknown) => {
      const problems =
        error instanceof ApiError ? Object.entries(fieldErrors(error.problem.errors ?? [])) : []
      const placed = problems.flatMap(([path, text]) => {
        const field = rename(path)
        return field ? [[field, text] as const] : []
      })
      for (const [field, text] of placed)
        form.setError(
          field as Path<V>,
          { type: 'server', message: text },
          { shouldFocus: field === placed[0]?.[0] },
        )
      setMessage(
        placed.length > 0 ? t('debrief.errors', { smart_count: placed.length }) : describeError(error, t),
      )
    },
    [form, rename, t],
  )
  return { message, fail, clear: () => setMessage(null) }
}

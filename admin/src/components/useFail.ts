import { useNotify } from 'ra-core'
import { useCallback } from 'react'
import { useT } from '../i18n/useT.ts'
import { describeError } from './describeError.ts'

/** Tells the reader about an error that belongs to no field. */
export function useFail(): (error: unknown) => void {
  const notify = useNotify()
  const t = useT()
  return useCallback(
    (error) => {
      const text = describeError(error, t)
      notify(text, { type: 'error', autoHideDuration: 10_000, messageArgs: { _: text } })
    },
    [notify, t],
  )
}

import { useLogin } from 'ra-core'
import { useCallback, useState } from 'react'

/**
 * Signs in by whatever `enter` does, and goes where the reader wanted to go. `error` is what failed the last time;
 * `busy` stays until the page is left.
 */
export function useEnter() {
  const login = useLogin()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const enter = useCallback(
    async (how: () => Promise<void>, to?: string) => {
      setBusy(true)
      setError(null)
      try {
        await login({ enter: how }, to)
      } catch (cause) {
        setError(cause)
        setBusy(false)
      }
    },
    [login],
  )
  return { enter, busy, error, setError }
}

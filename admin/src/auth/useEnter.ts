import { useLogin } from 'ra-core'
import { useCallback, useState } from 'react'
import { ApiError } from '../api/problem.ts'

/** What the second half of a login needs of the first. */
export interface Challenge {
  text: string
  /** Until when it holds, by this device's clock. */
  until: number
  /** Where to go, from another page than that of the login. */
  to: string | undefined
}

/** The challenge of an answer that asks for the second factor; null for any other failure. */
function challengeOf(error: unknown, to: string | undefined): Challenge | null {
  if (!(error instanceof ApiError)) return null
  const { type, challenge, expiresIn } = error.problem
  if (!type?.endsWith('/second-factor') || typeof challenge !== 'string') return null
  return { text: challenge, until: Date.now() + Number(expiresIn) * 1000, to }
}

/**
 * Signs in by whatever `enter` does, and goes to `to`, or from the login page where the reader wanted to go. `error` is what failed the last time;
 * `challenge` is there when a second factor is to be shown; `busy` stays until the page is left.
 */
export function useEnter(first: Challenge | null = null) {
  const login = useLogin()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const [challenge, setChallenge] = useState<Challenge | null>(first)
  const enter = useCallback(
    async (how: () => Promise<void>, to?: string) => {
      setBusy(true)
      setError(null)
      try {
        if (to === undefined) await login({ enter: how })
        else {
          // From the page of a link: what stands around it has found nobody signed in, and would end the login again.
          await how()
          window.location.replace(to)
        }
      } catch (cause) {
        const asked = challengeOf(cause, to)
        if (asked) setChallenge(asked)
        else setError(cause)
        setBusy(false)
      }
    },
    [login],
  )
  const again = useCallback(() => setChallenge(null), [])
  return { enter, busy, error, setError, challenge, again }
}

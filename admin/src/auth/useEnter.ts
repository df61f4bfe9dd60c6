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

/** How somebody signs in; with an organization once they were asked for one. */
type Way = (organizationId?: string) => Promise<void>

/** Somebody of several organizations says which one is meant. */
export interface Choice {
  organizations: readonly { id: string; name: string }[]
  choose: (organizationId: string) => void
}

function organizationsOf(error: unknown): Choice['organizations'] | null {
  if (!(error instanceof ApiError)) return null
  const { organizations } = error.problem
  return Array.isArray(organizations) && organizations.length > 0 ? organizations : null
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
 * `challenge` is there when a second factor is to be shown, `choice` when an organization is to be chosen; `busy` stays
 * until the page is left.
 */
export function useEnter(first: Challenge | null = null) {
  const login = useLogin()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const [challenge, setChallenge] = useState<Challenge | null>(first)
  const [choice, setChoice] = useState<Choice | null>(null)
  const enter = useCallback(
    async (how: Way, to?: string) => {
      setBusy(true)
      setError(null)
      try {
        if (to === undefined) await login({ enter: () => how() })
        else {
          // From the page of a link: what stands around it has found nobody signed in, and would end the login again.
          await how()
          window.location.replace(to)
        }
      } catch (cause) {
        const asked = challengeOf(cause, to)
        const organizations = organizationsOf(cause)
        setChoice(organizations && { organizations, choose: (id) => void enter(() => how(id), to) })
        if (asked) setChallenge(asked)
        else if (!organizations) setError(cause)
        setBusy(false)
      }
    },
    [login],
  )
  const again = useCallback(() => {
    setChallenge(null)
    setChoice(null)
  }, [])
  return { enter, busy, error, setError, challenge, choice, again }
}

/** Seconds before each next try of one delivery: ten tries in a little over three days. */
export const retryPauses: readonly number[] = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]

const day = 86_400

/**
 * Seconds until the next try, after so many have failed; null: there is none. A fifth of jitter at the most, and never
 * less than the pause itself. What the endpoint asked for (`retryAfter`, in seconds) is heeded up to a day.
 * @param chance from 0 to 1
 */
export function pauseAfter(
  tries: number,
  chance: number,
  retryAfter: number | null = null,
  pauses: readonly number[] = retryPauses,
): number | null {
  const pause = pauses[tries - 1]
  if (pause === undefined) return null
  return Math.max(pause * (1 + chance / 5), Math.min(retryAfter ?? 0, day))
}

/** What Retry-After (RFC 9110, 10.2.3) asks for, in seconds from `now`: a number of them, or a date. Null for neither. */
export function retryAfterSeconds(field: string | undefined, now: Date): number | null {
  const text = field?.trim() ?? ''
  if (/^\d{1,9}$/.test(text)) return Number(text)
  const date = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/.test(text)
    ? Date.parse(text)
    : Number.NaN
  return Number.isNaN(date) ? null : Math.max(0, (date - now.getTime()) / 1000)
}

/** Failures in a row with which an endpoint begins to rest between tries; one without any answer counts for four. */
export const restsFrom = 8

/** How much a failed try counts towards that: what hangs costs most. */
export const weightOf = (error: string): number => (error === 'timeout' ? 4 : 1)

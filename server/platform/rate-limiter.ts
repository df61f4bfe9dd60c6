/** How somebody stands in the present window. */
export interface Standing {
  readonly allowed: boolean
  readonly quota: number
  /** What is left, as far as this replica knows. */
  readonly remaining: number
  /** Seconds until the next window. */
  readonly reset: number
}

export interface RateLimiter {
  /** Takes so many units of a subject's quota for the present window; nothing when they are more than is left. */
  take(subject: string, quota: number, units?: number): Promise<Standing>
}

/** What the database grants: the function take_quota. */
export interface Granted {
  granted: number
  used_now: number
  reset_ms: number
}

interface Lease {
  left: number
  /** By all replicas, when it was last asked. */
  used: number
  /** By performance.now(). */
  until: number
  /** There is nothing more to be had. */
  spent: boolean
  asking: Promise<void> | null
}

/** Seconds of a window. */
export const windowSeconds = 60
/** Of a quota, what a replica leases at a time: what it does not use is lost to the others until the window ends. */
const portionOf = (quota: number) => Math.max(1, Math.floor(quota / 50))
const patience = 500
const tidyAfter = 10_000

/**
 * Counts over all replicas: each leases portions of a quota from the database and serves them from memory, so that no more
 * than the quota passes and the database is asked once in some twenty requests. While it is away each replica counts for
 * itself: a limit must not take the service down.
 * @param ask calls take_quota(subject, wanted, quota, seconds)
 */
export function createRateLimiter(
  ask: (subject: string, wanted: number, quota: number, seconds: number) => Promise<Granted>,
): RateLimiter {
  const leases = new Map<string, Lease>()

  const fresh = (subject: string): Lease => {
    if (leases.size >= tidyAfter)
      for (const [other, { until, asking }] of leases)
        if (until <= performance.now() && !asking) leases.delete(other)
    const lease: Lease = { left: 0, used: 0, until: 0, spent: false, asking: null }
    leases.set(subject, lease)
    return lease
  }

  const renew = async (lease: Lease, subject: string, quota: number, wanted: number): Promise<void> => {
    try {
      const { granted, used_now, reset_ms } = await inTime(ask(subject, wanted, quota, windowSeconds))
      lease.left += granted
      lease.used = used_now
      lease.until = performance.now() + reset_ms
      lease.spent = granted < wanted
    } catch {
      lease.left += quota
      lease.until = performance.now() + windowSeconds * 1000
      lease.spent = true
    }
  }

  return {
    async take(subject, quota, units = 1) {
      for (;;) {
        const known = leases.get(subject)
        const over = known && known.until > 0 && known.until <= performance.now() && !known.asking
        const lease = !known || over ? fresh(subject) : known
        const enough = lease.left >= units
        if (enough || (lease.spent && !lease.asking)) {
          if (enough) lease.left -= units
          return {
            allowed: enough,
            quota,
            remaining: Math.max(0, quota - lease.used) + lease.left,
            reset: Math.max(1, Math.ceil((lease.until - performance.now()) / 1000)),
          }
        }
        const wanted = Math.max(portionOf(quota), units - lease.left)
        lease.asking ??= renew(lease, subject, quota, wanted).finally(() => {
          lease.asking = null
        })
        await lease.asking
      }
    },
  }
}

function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The quota was not told in time.')), patience)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

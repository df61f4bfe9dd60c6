import { setTimeout as sleep } from 'node:timers/promises'
import { restsFrom } from '../../domain/webhook-retries.ts'
import { type Claimed, type Fared, noteHealth, type Settled, settleDeliveries } from './queue.store.ts'
import type { DeliveryOptions } from './webhooks.delivery.ts'
import type { AttemptRow } from './webhooks.entity.ts'
import { switchOff } from './webhooks.off.ts'

export interface Outcome {
  status: Settled['status']
  /** Seconds until the next try. */
  again: number | null
  error: string | null
  attempt: AttemptRow
  /** The endpoint wants nothing any more. */
  gone: boolean
  /** Seconds for which the endpoint asked to be left alone. */
  rest: number | null
  /** How much it counts towards the failures in a row. */
  weight: number
}

interface Settler {
  /** Resolves when it has been written, or will never be. */
  settle(claimed: Claimed, outcome: Outcome): Promise<void>
  /** Writes what is left, trying once. */
  stop(): Promise<void>
}

type Options = Pick<DeliveryOptions, 'pool' | 'log' | 'publicUrl'> & {
  longestRest: number
  /** Called after each writing. */
  settled(): void
}

interface Waiting {
  claimed: Claimed
  outcome: Outcome
  written(): void
}

/** Days of failure without one success after which an endpoint is switched off. */
const failingDays = 5
/** Milliseconds for which outcomes are gathered into one statement. */
const gather = 10

/**
 * Writes how tries went, all of some milliseconds in one statement: with one each, the database would be asked twice for
 * every delivery. While it is away they are kept, until a lease has ended and the fence makes them worthless.
 */
export function createSettler({ pool, log, publicUrl, longestRest, settled }: Options): Settler {
  const waiting: Waiting[] = []
  let writing: Promise<void> | null = null
  let over = false

  const write = async (batch: readonly Waiting[]): Promise<void> => {
    await settleDeliveries(pool, batch.map(toSettled))
    for (const { written } of batch) written()
    // It can be told anew by the next try, and must not keep the deliveries from being settled.
    try {
      const spent = await noteHealth(pool, faredIn(batch), { restsFrom, longestRest, failingDays })
      const off = { pool, publicUrl, log }
      for (const { claimed } of batch.filter(({ outcome }) => outcome.gone))
        await switchOff(off, claimed, 'gone')
      for (const webhook of spent) await switchOff(off, webhook, 'failing')
    } catch (error) {
      log.warn(`How webhooks fare could not be written: ${(error as Error).message}`)
    }
  }

  const run = async () => {
    while (waiting.length > 0) {
      await sleep(gather)
      const batch = waiting.splice(0)
      for (let failures = 0; ; failures++) {
        try {
          await write(batch)
          break
        } catch (error) {
          if (failures === 0)
            log.warn(`Webhooks were sent and that could not be written yet: ${(error as Error).message}`)
          if (over || failures > 60) {
            for (const { written } of batch) written()
            break
          }
          await sleep(Math.min(1_000, 50 * 2 ** failures))
        }
      }
      settled()
    }
    writing = null
  }

  return {
    settle: (claimed, outcome) =>
      new Promise((resolve) => {
        waiting.push({ claimed, outcome, written: resolve })
        writing ??= run()
      }),
    async stop() {
      over = true
      await writing
    },
  }
}

const toSettled = ({ claimed, outcome }: Waiting): Settled => ({
  ...{ organization_id: claimed.organization_id, webhook_id: claimed.webhook_id, id: claimed.id },
  ...{ fence: claimed.fence, status: outcome.status, again: outcome.again },
  ...{ last_status: outcome.attempt.status, last_error: outcome.error, attempt: outcome.attempt },
})

/** One row for each endpoint. */
function faredIn(batch: readonly Waiting[]): Fared[] {
  const fared = new Map<string, Fared>()
  for (const { claimed, outcome } of batch) {
    const { organization_id, webhook_id } = claimed
    const one = fared.get(webhook_id) ?? {
      ...{ organization_id, webhook_id, succeeded: false, failures: 0, rest: null },
    }
    fared.set(webhook_id, one)
    if (outcome.error === null) Object.assign(one, { succeeded: true, failures: 0 })
    else one.failures += outcome.weight
    if (outcome.rest !== null) one.rest = Math.max(one.rest ?? 0, outcome.rest)
  }
  return [...fared.values()]
}

import type { Pool } from 'pg'
import {
  pauseAfter,
  restsFrom,
  retryAfterSeconds,
  retryPauses,
  weightOf,
} from '../../domain/webhook-retries.ts'
import { OutgoingError } from '../../platform/outgoing/errors.ts'
import type { Outgoing, OutgoingAnswer } from '../../platform/outgoing/post.ts'
import { createPacer, type Pacer } from '../../platform/pacer.ts'
import { type Claimed, claimDeliveries, releaseDeliveries } from './queue.store.ts'
import { loadSealing, type Sealing } from './webhooks.secrets.ts'
import { createSettler, type Outcome } from './webhooks.settling.ts'
import { signedHeaders } from './webhooks.signing.ts'

/** What tests make shorter. */
export interface DeliveryPace {
  /** Seconds before each next try. */
  pauses: readonly number[]
  /** Milliseconds for the whole of one try; the lease is longer. */
  timeoutMs: number
  leaseSeconds: number
  /** Milliseconds between two looks into the queue without being woken. */
  lookEvery: number
  /** At once from this process to one endpoint that answers well, and to one of which that is not known. */
  perEndpoint: number
  unproven: number
  /** Of all that has been under way for less than a second, at most so many; what takes longer holds nobody up. */
  young: number
  /** Under way altogether. */
  most: number
  /** Seconds for which an endpoint that fails again and again rests at the most. */
  longestRest: number
  /** Milliseconds that stopping waits for what is under way. */
  drain: number
}

const usual: DeliveryPace = {
  ...{ pauses: retryPauses, timeoutMs: 15_000, leaseSeconds: 30, lookEvery: 1_000 },
  ...{ perEndpoint: 16, unproven: 4, young: 128, most: 1_000, longestRest: 60, drain: 2_500 },
}

export interface DeliveryOptions {
  pool: Pool
  outgoing: Pick<Outgoing, 'post'>
  log: { info(message: string): void; warn(message: string): void }
  /** The panel's address, for mails. */
  publicUrl: string
  /** Told of each try: 2xx to 5xx, or why there was no answer. */
  tried?: (outcome: string, seconds: number) => void
  pace?: Partial<DeliveryPace>
}

const answerRead = 64 * 1024
const answerKept = 2 * 1024
/** For which an endpoint that says how long rests altogether, in seconds; the one delivery heeds it up to a day. */
const longestAsked = 300

/**
 * Sends what is queued to the endpoints, for as long as the process lives. Any number of workers may: each delivery is
 * claimed with a lease and a fence. A worker that dies between an answer and its own commit has it sent once more, under
 * the same id and with the same bytes. Endpoints wait for each other neither in the queue nor on the way.
 */
export function runWebhookDelivery(options: DeliveryOptions): Pacer {
  const { pool, outgoing, log, tried = () => undefined } = options
  const pace = { ...usual, ...options.pace }
  const underWay = new Map<Claimed, number>()
  let sealing: Sealing | undefined
  let over = false
  const settler = createSettler({ ...options, longestRest: pace.longestRest, settled: () => pacer.wake() })

  const send = async (claimed: Claimed, { open }: Sealing): Promise<void> => {
    const [at, began] = [new Date(), performance.now()]
    let answer: OutgoingAnswer | null = null
    let error: string | null = null
    try {
      const sealed = [claimed.sealed_secret, claimed.previous_sealed_secret].filter((one) => one !== null)
      answer = await outgoing.post(claimed.url, {
        headers: signedHeaders(claimed.id, claimed.payload, claimed.seconds, sealed.map(open)),
        body: claimed.payload,
        timeoutMs: pace.timeoutMs,
        maxBytes: answerRead,
      })
      if (answer.status < 200 || answer.status > 299) error = 'status'
    } catch (failure) {
      error = failure instanceof OutgoingError ? failure.code : 'internal'
      if (error === 'internal') log.warn(`A webhook could not be sent: ${(failure as Error).message}`)
    }
    const durationMs = Math.round(performance.now() - began)
    // After the drain it has been given back, and another worker tells how it went.
    if (over) return
    tried(answer ? `${Math.floor(answer.status / 100)}xx` : (error ?? 'internal'), durationMs / 1000)
    await settler.settle(claimed, outcomeOf(claimed, { at, durationMs, answer, error }, pace.pauses))
    underWay.delete(claimed)
  }

  const pacer = createPacer({
    async work(stopping) {
      sealing ??= await loadSealing(async (sql, values) => (await pool.query(sql, values)).rows)
      const room = roomFor(underWay, pace)
      if (room <= 0) return Math.min(100, pace.lookEvery)
      const claimed = await claimDeliveries(pool, {
        ...{ underWay: countBy(underWay.keys()), perEndpoint: pace.perEndpoint, unproven: pace.unproven },
        ...{ most: room, leaseSeconds: pace.leaseSeconds, restsFrom },
      })
      const now = performance.now()
      for (const one of claimed) {
        underWay.set(one, now)
        void send(one, sealing)
      }
      return claimed.length === room && !stopping() ? 0 : pace.lookEvery
    },
    onError(error, failures) {
      if (failures === 1) log.warn(`Webhooks can not be sent and are tried again: ${error.message}`)
    },
  })

  return {
    wake: pacer.wake,
    async stop() {
      await pacer.stop()
      for (const end = Date.now() + pace.drain; underWay.size > 0 && Date.now() < end; )
        await new Promise((resolve) => setTimeout(resolve, 20))
      over = true
      await settler.stop()
      if (underWay.size > 0) await releaseDeliveries(pool, [...underWay.keys()]).catch(() => undefined)
    },
  }
}

interface Tried {
  at: Date
  durationMs: number
  answer: OutgoingAnswer | null
  error: string | null
}

/** What one try means: only 2xx is received; a redirect is not followed, and so is none. */
function outcomeOf(
  { tries }: Claimed,
  { at, durationMs, answer, error }: Tried,
  pauses: readonly number[],
): Outcome {
  const status = answer?.status ?? null
  const attempt = {
    ...{ at: at.toISOString(), durationMs, status, error },
    answer: answer && beginningOf(answer.body),
    truncated: answer !== null && (answer.truncated || answer.body.length > answerKept),
  }
  if (error === null)
    return { status: 'delivered', again: null, error, attempt, gone: false, rest: null, weight: 0 }
  const heeded = status === 429 || status === 503
  const asked = heeded ? retryAfterSeconds(answer?.headers['retry-after'], new Date()) : null
  const again = pauseAfter(tries + 1, Math.random(), asked, pauses)
  return {
    ...{ status: again === null ? 'failed' : 'queued', again, error, attempt, gone: status === 410 },
    ...{ rest: asked && Math.min(asked, longestAsked), weight: weightOf(error) },
  }
}

/** Of a body in UTF-8; a character that is cut in two becomes U+FFFD. */
const beginningOf = (body: string): string => Buffer.from(body.slice(0, answerKept)).toString()

function roomFor(underWay: ReadonlyMap<Claimed, number>, { young, most }: DeliveryPace): number {
  const since = performance.now() - 1_000
  let fresh = 0
  for (const began of underWay.values()) if (began > since) fresh++
  return Math.min(young - fresh, most - underWay.size)
}

function countBy(claimed: Iterable<Claimed>): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { webhook_id } of claimed) counts.set(webhook_id, (counts.get(webhook_id) ?? 0) + 1)
  return counts
}

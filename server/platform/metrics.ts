import type { Pool } from 'pg'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** What a process tells Prometheus. Labels are words of ours: routes, statuses, names of jobs; never an id or an address. */
export interface Metrics {
  readonly registry: Registry
  answered(request: { method: string; route: string; status: number; seconds: number }): void
  limited(): void
  ran(job: string, failed: boolean, seconds: number): void
  /** A try of a webhook: 2xx to 5xx, or why there was no answer. */
  tried(outcome: string, seconds: number): void
  /** A pool of connections to be watched. */
  watchPool(name: 'api' | 'worker', pool: Pool): void
  /** A figure that is asked for with each scrape; one that can not be had is left out. */
  watch(name: string, help: string, ask: () => number | Promise<number>): void
}

export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'afterword_request_duration_seconds',
    help: 'Time to the end of an answer, by method, route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  })
  const refused = new Counter({
    name: 'afterword_rate_limited_total',
    help: 'Requests refused because there were too many.',
    registers,
  })
  const jobs = new Histogram({
    name: 'afterword_job_duration_seconds',
    help: 'Time that a run of a job took, by job and outcome.',
    labelNames: ['job', 'outcome'],
    buckets: [0.01, 0.05, 0.25, 1, 5, 10],
    registers,
  })
  const webhooks = new Histogram({
    name: 'afterword_webhook_duration_seconds',
    help: 'Time that a try of a webhook took, by outcome: 2xx to 5xx, or why there was no answer.',
    labelNames: ['outcome'],
    buckets: [0.05, 0.25, 1, 5, 15],
    registers,
  })
  const pools = new Map<string, Pool>()
  new Gauge({
    name: 'afterword_database_connections',
    help: 'Connections to the database, by pool and state; waiting: requests that wait for one.',
    labelNames: ['pool', 'state'],
    registers,
    collect() {
      for (const [pool, { totalCount, idleCount, waitingCount }] of pools) {
        this.set({ pool, state: 'busy' }, totalCount - idleCount)
        this.set({ pool, state: 'idle' }, idleCount)
        this.set({ pool, state: 'waiting' }, waitingCount)
      }
    },
  })
  return {
    registry,
    answered: ({ method, route, status, seconds }) =>
      requests.observe({ method, route, status: String(status) }, seconds),
    limited: () => refused.inc(),
    ran: (job, failed, seconds) => jobs.observe({ job, outcome: failed ? 'failed' : 'done' }, seconds),
    tried: (outcome, seconds) => webhooks.observe({ outcome }, seconds),
    watchPool: (name, pool) => void pools.set(name, pool),
    watch(name, help, ask) {
      new Gauge({
        ...{ name: `afterword_${name}`, help, registers },
        async collect() {
          try {
            this.set(await ask())
          } catch {
            this.reset()
            this.remove()
          }
        },
      })
    },
  }
}

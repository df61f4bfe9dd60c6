import type { Pool } from 'pg'
import type { Config } from './config.ts'
import { runPartitionKeeper } from './features/changes/partitions.jobs.ts'
import { runAccessSweeper } from './features/coverage/access.sweep.ts'
import { runDecisionSweeper } from './features/interviews/decisions.sweep.ts'
import { keepJobBook } from './features/jobs/jobs.book.ts'
import { type MailSettings, runMailer } from './features/mail/mail.delivery.ts'
import { runSearchSweeper } from './features/plans/searches.sweep.ts'
import { removedJobs } from './features/privacy/removed.jobs.ts'
import { privacyJobs } from './features/privacy/retention.jobs.ts'
import { reminderJobs, runReminders } from './features/reminders/reminders.jobs.ts'
import { runTaskSweeper } from './features/tasks/tasks.jobs.ts'
import { lagSql, queuedSql } from './features/webhooks/queue.store.ts'
import { runWebhookDelivery } from './features/webhooks/webhooks.delivery.ts'
import { webhookJobs } from './features/webhooks/webhooks.jobs.ts'
import { agendaPurge } from './platform/agenda.store.ts'
import { runAgenda } from './platform/agenda.ts'
import { listen } from './platform/listener.ts'
import type { Metrics } from './platform/metrics.ts'
import { newsChannel } from './platform/news.ts'
import { nothingAllowed } from './platform/outgoing/networks.ts'
import { createOutgoing } from './platform/outgoing/post.ts'
import { wakeChannel } from './platform/waker.ts'
import { createWorkerPool } from './platform/worker-pool.ts'

export interface WorkerLog {
  debug(message: string): void
  info(message: string): void
  warn(message: string): void
  error(message: string): void
}

/** What the worker needs of the process. */
export interface WorkerContext {
  readonly config: Pick<Config, 'testClock'> &
    Partial<
      Pick<
        Config,
        | 'eventRetentionDays'
        | 'erasureLedger'
        | 'smtpUrl'
        | 'mailFrom'
        | 'publicUrl'
        | 'webhookAllowedNetworks'
      >
    >
  /** Address as the worker's role; a session, not a pooler in transaction mode. */
  readonly url: string
  readonly log: WorkerLog
  readonly metrics?: Metrics | null
}

export interface Worker {
  /** Ends what is under way, within 5 s, and leaves no lock. */
  stop(): Promise<void>
  /** When the last sweep that succeeded ended, by this process's clock; null before the first. */
  readonly lastSweepAt: Date | null
}

const mailSettings = ({ smtpUrl, mailFrom, publicUrl }: WorkerContext['config']): Required<MailSettings> => ({
  smtpUrl: smtpUrl ?? null,
  from: mailFrom ?? 'Afterword <afterword@localhost>',
  host: publicUrl ? new URL(publicUrl).hostname : 'localhost',
  publicUrl: publicUrl ?? 'http://localhost:3000',
})

/** How far what happens with time is behind. */
function watchWork(metrics: Metrics, pool: Pool): void {
  const number = async (sql: string) => Number((await pool.query(`SELECT (${sql})::float AS n`)).rows[0].n)
  metrics.watchPool('worker', pool)
  metrics.watch(
    'sweep_lag_seconds',
    'Seconds since the earliest moment of a task that is not marked yet.',
    () =>
      number(`SELECT coalesce(greatest(0, extract(epoch FROM app_now() - least(
      (SELECT min(due_at) FROM task WHERE status = 'scheduled'),
      (SELECT min(overdue_at) FROM task WHERE status = 'due')))), 0)`),
  )
  metrics.watch('mail_queued', 'Mails that are on their way.', () =>
    number(`SELECT count(*) FROM mail WHERE status = 'queued'`),
  )
  metrics.watch(
    'reminders_undecided',
    'Tasks that have fallen due and of which nobody has been told yet, as far as 100,000.',
    () => number('SELECT count(*) FROM (SELECT FROM reminder_queue LIMIT 100000) AS queued'),
  )
  metrics.watch('webhook_queued', 'Deliveries of webhooks that are on their way, as far as 100,000.', () =>
    number(queuedSql),
  )
  metrics.watch(
    'webhook_lag_seconds',
    'Seconds for which deliveries that could be sent have been waiting.',
    () => number(lagSql),
  )
}

/** Sends webhooks, on connections of its own, so that the sweep never waits for them; woken by whoever writes events. */
function startWebhooks({ config, url, log, metrics }: WorkerContext): { stop(): Promise<void> } {
  const pool = createWorkerPool(url, config.testClock, 2)
  const outgoing = createOutgoing({ allow: config.webhookAllowedNetworks ?? nothingAllowed })
  const { publicUrl = 'http://localhost:3000' } = config
  const delivery = runWebhookDelivery({
    pool,
    outgoing,
    log,
    publicUrl,
    ...(metrics && { tried: metrics.tried }),
  })
  const listener = listen({
    ...{ url, channel: newsChannel, log },
    onNotification: delivery.wake,
    onListening: delivery.wake,
  })
  return {
    async stop() {
      await Promise.all([listener.stop(), delivery.stop()])
      await Promise.allSettled([outgoing.close(), pool.end()])
    },
  }
}

/** One for each sweep and what else is under way at once, so that none waits for another. */
const connections = 6

/** Time for stopping, in milliseconds; whatever a dead connection still holds up then is left to the process's end. */
const patience = 5_000

/**
 * Starts what happens with time. Resolves at once, also while the database is away: everything in it tries again, and
 * no failure of the database ends the process.
 */
export async function startWorker({ config, url, log, metrics }: WorkerContext): Promise<Worker> {
  const pool = createWorkerPool(url, config.testClock, connections)
  const sweeper = runTaskSweeper(pool, log)
  if (metrics) watchWork(metrics, pool)
  const listener = listen({
    url,
    channel: wakeChannel,
    log,
    onNotification: (payload) => {
      const moment = new Date(payload)
      sweeper.wakeFor(moment)
      // Without a moment: the clock itself was moved, as tests do.
      if (Number.isNaN(moment.getTime())) reminders.wake()
    },
    onListening: () => sweeper.wake(),
  })
  const sweepers = [
    runDecisionSweeper(pool, log),
    runSearchSweeper(pool, log, () => sweeper.wake()),
    runAccessSweeper(pool, log),
    runPartitionKeeper(pool, config.eventRetentionDays ?? 90, log),
  ]
  const jobs = [
    sweeper.job,
    ...sweepers.map(({ job }) => job),
    ...removedJobs(pool, log),
    ...webhookJobs(pool, log),
    ...privacyJobs(pool, { ledger: config.erasureLedger ?? null, log }),
  ]
  const mail = mailSettings(config)
  const mailer = runMailer(pool, mail, log)
  const webhooks = startWebhooks({ config, url, log, ...(metrics && { metrics }) })
  const reminders = runReminders(pool, { publicUrl: mail.publicUrl }, log, mailer.wake)
  jobs.push(...reminderJobs(pool, reminders, log))
  jobs.push(agendaPurge(pool))
  const book = keepJobBook(pool, jobs)
  const agenda = runAgenda({
    ...{ pool, jobs, log },
    ran(job, seconds, failure) {
      metrics?.ran(job, failure !== null, seconds)
      book.record(job, seconds, failure)
    },
  })

  const drain = async () => {
    await Promise.allSettled([
      sweeper.stop(),
      ...sweepers.map((each) => each.stop()),
      reminders.stop(),
      mailer.stop(),
      webhooks.stop(),
      listener.stop(),
      agenda.stop().then(book.stop),
    ])
    await pool.end()
  }
  const stop = async () => {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(resolve, patience, 'late')
    })
    if ((await Promise.race([drain(), late])) === 'late') log.warn('The worker could not end in time.')
    clearTimeout(timer)
  }
  let stopped: Promise<void> | undefined
  return {
    stop() {
      stopped ??= stop()
      return stopped
    },
    get lastSweepAt() {
      return sweeper.lastSweepAt
    },
  }
}

import { type ParsedMail, simpleParser } from 'mailparser'
import pg from 'pg'
import { onTestFinished } from 'vitest'
import { runMailer } from '../../server/features/mail/mail.delivery.ts'
import { reminderRounds } from '../../server/features/reminders/reminders.jobs.ts'
import { sweepTasks } from '../../server/features/tasks/tasks.sweep.ts'
import { createWorkerPool } from '../../server/platform/worker-pool.ts'
import { buildPractice, insert, type Person, type Practice } from '../builders/people.ts'
import { moveClock } from '../setup/clock.ts'
import { createTestDatabase, type TestDatabase } from '../setup/database.ts'
import { type MailServer, startMailServer } from '../setup/smtp.ts'

export const publicUrl = 'https://afterword.test'
const quietLog = { info() {}, warn() {}, debug() {} }

export interface Post {
  owner: pg.Pool
  worker: pg.Pool
  smtp: MailServer
  practice: Practice
  /** Moves the clock to an instant, then does what the worker does: sweeps and writes reminders. Gives the mails written. */
  at(instant: string): Promise<number>
  /** Sends what is queued, and gives what has arrived since the last time. */
  arrived(): Promise<Arrived[]>
  addTask(input?: Record<string, unknown>, client?: Person): Promise<string>
}

export interface Arrived {
  to: string
  id: string
  mail: ParsedMail
  source: string
}

/** A practice, a worker's pool and a real SMTP server, on a database of the test's own unless one is given. */
export async function createPost(on?: TestDatabase): Promise<Post> {
  const database = on ?? (await createTestDatabase())
  const owner = new pg.Pool({
    connectionString: database.urls.migrate,
    max: 3,
    options: '-c app.test_clock=1',
  })
  owner.on('error', () => undefined)
  const worker = createWorkerPool(database.urls.worker, true)
  const smtp = await startMailServer()
  onTestFinished(async () => {
    await Promise.all([owner.end(), worker.end(), smtp.close()])
    if (!on) await database.drop()
  })
  const practice = await buildPractice(owner)
  const round = reminderRounds(worker, { publicUrl })
  let read = 0

  return {
    ...{ owner, worker, smtp, practice },
    async at(instant) {
      await moveClock(database.urls.migrate, { to: instant })
      await sweepTasks(worker)
      for (let mails = 0; ; ) {
        const done = await round()
        mails += done.mails
        if (!done.more) return mails
      }
    },
    async arrived() {
      const mailer = runMailer(worker, mailSettings(smtp), quietLog)
      const waiting = async () =>
        (await owner.query(`SELECT count(*)::int AS n FROM mail WHERE status = 'queued'`)).rows[0].n
      while ((await waiting()) > 0) await new Promise((resolve) => setTimeout(resolve, 20))
      await mailer.stop()
      const fresh = smtp.received.slice(read)
      read = smtp.received.length
      return Promise.all(fresh.map(parsed))
    },
    async addTask(input = {}, client = practice.client) {
      const { rows } = await owner.query('SELECT gen_random_uuid() AS id')
      const { due_at = '2026-03-02T16:00:00Z', ...rest } = input
      await insert(owner, 'task', {
        ...{ id: rows[0].id, organization_id: practice.organizationId, client_id: client.id },
        ...{ coach_id: practice.coach.id, kind: 'thank_you', channel: 'email', status: 'scheduled' },
        ...{ due_at, original_due_at: due_at, opportunity_id: practice.opportunity.id },
        ...rest,
      })
      return rows[0].id
    },
  }
}

export const mailSettings = (smtp: MailServer) => ({
  ...{ smtpUrl: smtp.url, from: 'Harbour <mail@harbour.test>', host: 'harbour.test', publicUrl },
})

export async function parsed({ to, source }: { to: string[]; source: string }): Promise<Arrived> {
  const mail = await simpleParser(source)
  return { to: to[0] ?? '', id: mail.messageId ?? '', mail, source }
}

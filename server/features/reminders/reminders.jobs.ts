import type { Pool, PoolClient } from 'pg'
import type { RecurringJob } from '../../platform/agenda.ts'
import { createPacer, type Pacer } from '../../platform/pacer.ts'
import { mailLinkKey } from '../mail/mail.store.ts'
import { sendDigests } from './reminders.digest.ts'
import { distribute } from './reminders.due.ts'
import type { Reading } from './reminders.people.ts'
import { type Sending, sendDue } from './reminders.sending.ts'

interface ReminderLog {
  debug(message: string): void
  info(message: string): void
  warn(message: string): void
}

export interface ReminderSettings {
  /** The address that people use, for the links of mails. */
  publicUrl: string
}

/** Milliseconds between two looks. */
const often = 1_500
const atOnce = { tasks: 2_000, reminders: 200, people: 50 }
/** Between two full batches, so that a backlog of a million leaves the database to the sweep. */
const breather = 100
/** While a backlog is decided nothing is sent, so that it comes as one mail; but no longer than this. */
const longestFolding = 60_000
/** Days for which it is remembered what somebody got; links in mails end sooner. */
const keptDays = 60

/**
 * Writes reminders: mails about what has just fallen due, and digests in the morning of each reader. Any number of workers
 * may, and be killed at any moment: a reminder and its mail are written in one transaction, under unique indexes.
 */
export function runReminders(
  pool: Pool,
  settings: ReminderSettings,
  log: ReminderLog,
  written = () => {},
): Pacer {
  const round = reminderRounds(pool, settings)
  return createPacer({
    async work(stopping) {
      const { mails, more } = await round(stopping)
      if (mails > 0) {
        log.debug(`Reminders: ${mails} mails written.`)
        written()
      }
      return more ? breather : often
    },
    onError(error, failures) {
      if (failures === 1) log.warn(`Reminders can not be written and are tried again: ${error.message}`)
    },
  })
}

/** What one look does: gives the number of mails written, and whether there is more at once. */
export function reminderRounds(pool: Pool, { publicUrl }: ReminderSettings) {
  let key: Buffer | undefined
  /** The minute whose digests are all written. */
  let digested = -1
  let foldingSince: number | null = null

  return async (stopping = () => false): Promise<{ mails: number; more: boolean }> => {
    const { now, queued } = await look(pool)
    key ??= await mailLinkKey(async (sql, parameters) => (await pool.query(sql, parameters)).rows)
    const sending: Sending = { now, key, publicUrl }
    const taken = queued ? await inTransaction(pool, (db) => distribute(db, now, atOnce.tasks)) : 0
    foldingSince = taken < atOnce.tasks ? null : (foldingSince ?? performance.now())
    let [mails, more] = [0, foldingSince !== null]
    if (foldingSince === null || performance.now() - foldingSince > longestFolding) {
      const sent = await inTransaction(pool, (db) => sendDue(db, sending, atOnce.reminders))
      mails += sent.mails
      more ||= sent.seen >= atOnce.reminders
    }
    const minute = Math.floor(now.getTime() / 60_000)
    while (minute !== digested && !stopping()) {
      const sent = await inTransaction(pool, (db) => sendDigests(db, sending, atOnce.people))
      mails += sent.mails
      if (sent.seen < atOnce.people) digested = minute
    }
    return { mails, more }
  }
}

async function look(pool: Pool): Promise<{ now: Date; queued: boolean }> {
  const { rows } = await pool.query<{ now: Date; queued: boolean }>(
    'SELECT app_now() AS now, EXISTS (SELECT FROM reminder_queue) AS queued',
  )
  return rows[0] as { now: Date; queued: boolean }
}

async function inTransaction<T>(pool: Pool, work: (db: Reading) => Promise<T>): Promise<T> {
  const client: PoolClient = await pool.connect()
  try {
    await client.query('BEGIN')
    const result = await work({
      query: async <Row>(sql: string, parameters?: unknown[]) =>
        (await client.query(sql, parameters)).rows as Row[],
    })
    await client.query('COMMIT')
    return result
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw error
  } finally {
    client.release()
  }
}

/** Agenda wakes it too, and it forgets what nobody asks for any more. */
export const reminderJobs = (pool: Pool, reminders: Pacer, log: ReminderLog): RecurringJob[] => [
  { name: 'reminders.wake', everySeconds: 60, run: () => reminders.wake() },
  {
    name: 'reminders.purge',
    everySeconds: 3600,
    run: async () => {
      try {
        await pool.query('SELECT purge_reminders($1, $2)', [2_000, keptDays])
      } catch (error) {
        log.warn(`Old reminders could not be deleted and are tried again: ${(error as Error).message}`)
      }
    },
  },
]

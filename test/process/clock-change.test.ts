import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { buildClient, buildMember, buildOrganization, insert } from '../builders/people.ts'
import { fakedTime, startServer } from '../setup/faked-time.ts'
import { temporaryFolder } from '../setup/folder.ts'
import { eventually, launchAfterword, startAfterword } from '../setup/process.ts'

/*
 * PostgreSQL and a worker live through a change of clocks in Berlin, both believing that it is now. `npm test` takes one
 * change; CLOCK_CHANGES=all both.
 */

interface Change {
  /** The night's changes of clocks. */
  at: string
  /** Due moments about it: two before, two after. */
  about: string[]
  /** Monday, 09:00 there. */
  monday: string
  /** When that Sunday is over there. */
  sundayEnds: string
}

const changes: Record<string, Change> = {
  'to summer time': {
    at: '2026-03-29T01:00:00Z',
    about: ['2026-03-29T00:59:55Z', '2026-03-29T00:59:59Z', '2026-03-29T01:00:00Z', '2026-03-29T01:00:03Z'],
    monday: '2026-03-30T07:00:00Z',
    sundayEnds: '2026-03-29T22:00:00Z',
  },
  'from summer time': {
    at: '2026-10-25T01:00:00Z',
    // The hour that there is twice: 02:59:55 and 02:59:59 of summer, 02:00:00 and 02:00:03 of winter.
    about: ['2026-10-25T00:59:55Z', '2026-10-25T00:59:59Z', '2026-10-25T01:00:00Z', '2026-10-25T01:00:03Z'],
    monday: '2026-10-26T08:00:00Z',
    sundayEnds: '2026-10-25T23:00:00Z',
  },
}
const lived = Object.keys(changes).slice(process.env.CLOCK_CHANGES === 'all' ? 0 : 1)

const seconds = 1_000
const day = 86_400 * seconds
/** Milliseconds before a moment at which all must have begun. */
const begunBefore = 4 * seconds

test.each(lived)(
  'a night with the change %s: nothing twice, nothing missing, nobody woken',
  async (name) => {
    const { at, about, monday, sundayEnds } = changes[name] as Change
    const folder = await temporaryFolder()
    const port = 21_000 + Math.floor(Math.random() * 9_000)

    /** PostgreSQL that believes in that time, and a connection to it. */
    async function startAt(moment: number) {
      const env = fakedTime(moment)
      const server = await startServer(folder, port, env)
      onTestFinished(server.stop)
      const db = new pg.Client({ connectionString: server.url })
      db.on('error', () => undefined)
      await db.connect()
      const stop = async () => {
        await db.end()
        await server.stop()
      }
      return { db, stop, env: { ...env, DATABASE_URL: server.url, MIGRATE_DATABASE_URL: server.url } }
    }

    /** Fills the database the day before. Gives how long that took, which is longer than a start on this machine. */
    async function prepare(fill: (db: pg.Client) => Promise<void>): Promise<number> {
      const began = performance.now()
      const { db, stop, env } = await startAt(Date.parse(at) - day)
      const command = [process.execPath, '--import', 'tsx', 'server/main.ts', 'migrate']
      const { ended, log } = launchAfterword({ command, env })
      expect(await ended, log()).toBe(0)
      await fill(db)
      await stop()
      return performance.now() - began
    }

    /** PostgreSQL and a worker that believe it is shortly before `moment`; what is to be seen by `until`. */
    async function live(
      moment: number,
      ahead: number,
      begin: (db: pg.Client) => Promise<void>,
      until: (db: pg.Client) => Promise<void>,
    ) {
      const { db, stop, env } = await startAt(moment - ahead)
      const worker = await startAfterword({ role: 'worker', env, patience: 60_000 })
      const now = async () => (await db.query('SELECT now() AS now')).rows[0].now.getTime()
      try {
        await begin(db)
        expect(await now(), 'begun in time').toBeLessThan(moment - begunBefore)
        await eventually('that moment has passed', async () => (await now()) > moment + 8 * seconds, 120_000)
        await until(db)
      } finally {
        await worker.stop()
        await stop()
      }
    }

    let client = { id: '' }
    const tasks: string[] = []
    const prepared = await prepare(async (db) => {
      const organizationId = await buildOrganization(db as never, {
        time_zone: 'Europe/Berlin',
        locale: 'de',
      })
      const coach = await buildMember(db as never, organizationId, { time_zone: 'Europe/Berlin' })
      client = await buildClient(db as never, organizationId, coach, { time_zone: 'Europe/Berlin' })
      for (const due of about) {
        const { rows } = await db.query(
          `INSERT INTO task (organization_id, client_id, coach_id, kind, title, due_at, original_due_at)
           VALUES ($1, $2, $3, 'thank_you', 'Thanks', $4, $4) RETURNING id`,
          [organizationId, client.id, coach.id, due],
        )
        tasks.push(rows[0].id)
      }
      const employer = { organization_id: organizationId, id: client.id, name: 'Acme' }
      await insert(db as never, 'employer', employer)
      const ids = { organization_id: organizationId, client_id: client.id, employer_id: client.id }
      await insert(db as never, 'opportunity', { ...ids, id: client.id, title: 'Baker' })
      await insert(db as never, 'interview', {
        ...{
          ...ids,
          id: client.id,
          opportunity_id: client.id,
          starts_at: at,
          duration_minutes: 30,
          round: 1,
        },
        ...{ time_zone: 'Europe/Berlin', format: 'video', policy_id: client.id, policy_version: 1 },
      })
      await insert(db as never, 'decision_watch', {
        ...{
          organization_id: organizationId,
          interview_id: client.id,
          statement_key: 'byDate',
          passes_at: sundayEnds,
        },
      })
    })
    const ahead = begunBefore + Math.max(9 * seconds, 2.5 * prepared)
    await live(
      Date.parse(at),
      ahead,
      async (db) => {
        const { rows } = await db.query(`SELECT count(*)::int AS n FROM event WHERE type = 'task.due'`)
        expect(rows[0].n, 'not before its moment').toBe(0)
      },
      async (db) => {
        const { rows } = await db.query(
          `SELECT t.due_at, e.moment, extract(epoch FROM e.occurred_at - t.due_at)::float8 AS late FROM task t
         JOIN event e ON e.subject_id = t.id AND e.type = 'task.due' WHERE t.kind = 'thank_you' ORDER BY t.due_at`,
        )
        expect(rows.map(({ due_at }) => due_at.toISOString().replace('.000Z', 'Z'))).toEqual(about)
        for (const { due_at, moment, late } of rows) {
          expect(moment).toEqual(due_at)
          expect(late).toBeGreaterThanOrEqual(0)
          expect(late).toBeLessThan(20)
        }
        console.log(
          `${name}: due within ${rows.map(({ late }) => late.toFixed(3)).join(', ')} s of the moment`,
        )
        const mails = await db.query('SELECT count(*)::int AS n FROM mail')
        expect(mails.rows[0].n, 'nobody is woken').toBe(0)
      },
    )

    await live(
      Date.parse(monday),
      ahead,
      async (db) => {
        const { rows } = await db.query(`SELECT count(*)::int AS n FROM task WHERE kind = 'keep_searching'`)
        expect(rows[0].n, 'not before nine').toBe(0)
      },
      async (db) => {
        const { rows } = await db.query(
          `SELECT t.due_at, t.status, (SELECT count(*)::int FROM event e WHERE e.subject_id = t.id AND e.type = 'task.due') AS told
         FROM task t WHERE t.kind = 'keep_searching'`,
        )
        expect(rows).toEqual([{ due_at: new Date(monday), status: 'due', told: 1 }])
        const decided = await db.query(`SELECT moment FROM event WHERE type = 'decision.date_passed'`)
        expect(decided.rows).toEqual([{ moment: new Date(sundayEnds) }])
        await sleep(2 * seconds)
        const again = await db.query(
          `SELECT subject_id FROM event WHERE type = 'task.due' GROUP BY subject_id, moment HAVING count(*) > 1`,
        )
        expect(again.rows).toEqual([])
        const mails = await db.query(
          `SELECT count(*)::int AS n, min(extract(hour FROM created_at AT TIME ZONE 'Europe/Berlin'))::int AS earliest FROM mail`,
        )
        expect(mails.rows[0].n, 'what the night kept back comes in the morning').toBeGreaterThan(0)
        expect(mails.rows[0].earliest).toBeGreaterThanOrEqual(6)
        console.log(`${name}: ${mails.rows[0].n} mails in the morning`)
      },
    )
  },
  240_000,
)

// Copied into a folder of its own with graphile-worker and pg-boss, and run there with Node; see queues.ts.
import { Logger, makeWorkerUtils, run } from 'graphile-worker'
import pg from 'pg'
import PgBoss from 'pg-boss'

const [, , library, role] = process.argv
const { DATABASE, SETTINGS } = process.env
const { concurrency, batch } = JSON.parse(SETTINGS)
const connectionString = DATABASE
const chunk = 10_000
let done = 0

/** What the sweep does, for one task: one round trip, one transaction. */
const taskSql = `WITH moved AS (
  UPDATE task SET status = 'due', due_fired_for = due_at
  WHERE organization_id = $1 AND id = $2 AND status = 'scheduled' AND due_at <= app_now()
  RETURNING organization_id, id, client_id, kind, status, due_at, overdue_at, version)
INSERT INTO event (organization_id, type, subject_id, client_id, moment, data, actor_kind)
SELECT organization_id, 'task.due', id, client_id, due_at, jsonb_build_object('kind', kind, 'status', status,
  'dueAt', due_at, 'overdueAt', overdue_at, 'version', version), 'job' FROM moved`

const perform = async (pool, { organizationId, id }) => {
  await pool.query({ name: 'task', text: taskSql, values: [organizationId, id] })
  done++
}

/** It says a line for each job otherwise. */
const logger = new Logger(() => () => {})

const libraries = {
  'graphile-worker': {
    async add(payloads) {
      const utils = await makeWorkerUtils({ connectionString, logger })
      await utils.migrate()
      await inChunks(payloads, (some) =>
        utils.addJobs(some.map((payload) => ({ identifier: 'task', payload }))),
      )
      await utils.release()
    },
    // As its page on performance says: jobs fetched ahead and finished many at a time.
    async work(pool) {
      const preset = {
        worker: {
          concurrentJobs: concurrency,
          localQueue: { size: batch },
          completeJobBatchDelay: 0,
          failJobBatchDelay: 0,
        },
      }
      const taskList = { task: (payload) => perform(pool, payload) }
      await run({ pgPool: pool, preset, taskList, logger, noHandleSignals: true, parsedCronItems: [] })
    },
  },
  'pg-boss': {
    async add(payloads) {
      const boss = await start({})
      await boss.createQueue('task')
      await inChunks(payloads, (some) => boss.insert(some.map((data) => ({ name: 'task', data }))))
      await boss.stop({ graceful: false })
    },
    // Fetched and finished many at a time, `concurrency` of them at once; it looks for more every half second at most.
    async work(pool) {
      const boss = await start({ max: concurrency })
      await boss.work('task', { batchSize: batch, pollingIntervalSeconds: 0.5 }, async (jobs) => {
        const left = jobs[Symbol.iterator]()
        const one = async () => {
          for (const { data } of left) await perform(pool, data)
        }
        await Promise.all(Array.from({ length: concurrency }, one))
      })
    },
  },
}

async function start(options) {
  const boss = new PgBoss({ connectionString, schedule: false, ...options })
  boss.on('error', (error) => console.error(error))
  await boss.start()
  return boss
}

async function inChunks(all, add) {
  for (let from = 0; from < all.length; from += chunk) await add(all.slice(from, from + chunk))
}

if (role === 'add') {
  const client = new pg.Client({ connectionString })
  await client.connect()
  const { rows } = await client.query(
    'SELECT organization_id AS "organizationId", id FROM task ORDER BY due_at',
  )
  await client.end()
  await libraries[library].add(rows)
  process.exit(0)
}

const pool = new pg.Pool({ connectionString, max: concurrency + 2 })
pool.on('error', (error) => console.error(error.message))
pool.on('connect', (client) => client.on('error', () => {}))
await pool.query('SELECT 1')
process.on('message', async (word) => {
  if (word === 'begin') {
    await libraries[library].work(pool)
    setInterval(() => process.send(done), 100)
  } else process.exit(0)
})
process.send('ready')

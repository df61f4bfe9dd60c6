import pg from 'pg'
import { sweepTasks } from '../../server/features/tasks/tasks.sweep.ts'
import { withClient, withDatabase } from '../../server/platform/database/address.ts'
import { createWorkerPool } from '../../server/platform/worker-pool.ts'
import { addTasks, createHome } from '../jobs/seed.ts'
import { startCluster } from '../setup/cluster.ts'
import { median } from './beside.ts'
import { addJobs, type Done, dropQueues, installQueues, queues, work } from './queues.ts'

/**
 * The sweep's throughput beside that of one bare UPDATE and INSERT … SELECT over the same rows, and beside the same rows as
 * one job each of graphile-worker and of pg-boss, whose jobs do to one task what the sweep does; those are measured for at
 * most so many seconds.
 * npm run load:sweep -- [rows, 1000000 if left out] [rounds, 3] [seconds, 120]
 */
const [rows = 1_000_000, rounds = 3, seconds = 120] = process.argv.slice(2).map(Number)
await installQueues()

const { cluster, stop } = await startCluster()
const name = `${cluster.prefix}_load`
try {
  await withClient(cluster.admin, (client) =>
    client.query(`CREATE DATABASE ${name} TEMPLATE ${cluster.template}`),
  )
  const urls = { owner: withDatabase(cluster.admin, name), worker: withDatabase(cluster.worker, name) }
  await measure(urls)
  await withClient(cluster.admin, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`))
} finally {
  await stop()
}

async function measure(urls: { owner: string; worker: string }): Promise<void> {
  const owner = new pg.Pool({ connectionString: urls.owner, max: 1 })
  owner.on('error', () => {})
  const home = await createHome(urls.owner)
  const tasksAgain = async () => {
    await owner.query('TRUNCATE task, event, reminder_queue')
    await addTasks(owner, home, rows, '-2 minutes')
    await owner.query('VACUUM ANALYZE task')
  }
  const count = async () => {
    const { rows } = await owner.query<{ due: number; events: number }>(
      `SELECT (SELECT count(*)::int FROM task WHERE status = 'due') AS due, (SELECT count(*)::int FROM event) AS events`,
    )
    return rows[0] ?? { due: 0, events: 0 }
  }
  const ways: Record<string, () => Promise<void>> = {
    bare: () => withClient(urls.worker, bare),
    'sweep, 1 worker': () => sweepWith(urls.worker, 1),
    'sweep, 4 workers': () => sweepWith(urls.worker, 4),
  }
  const times = new Map<string, number[]>(Object.keys(ways).map((way) => [way, []]))
  for (let round = 0; round < rounds; round++)
    for (const [way, run] of Object.entries(ways)) {
      await tasksAgain()
      await owner.query('CHECKPOINT')
      const began = performance.now()
      await run()
      times.get(way)?.push(performance.now() - began)
      const { due, events } = await count()
      if (due !== rows || events !== rows) throw new Error(`${way}: ${due} due, ${events} events of ${rows}`)
    }
  const rateOf = (way: string) => (rows / median(times.get(way) ?? [])) * 1000
  const tell = (way: string, rate: number, added = '') =>
    console.log(
      `${way.padEnd(28)} ${String(Math.round(rate)).padStart(8)} tasks/s   ${(rate / rateOf('bare')).toFixed(3)} of bare${added}`,
    )
  console.log(`${rows} tasks, the median of ${rounds}`)
  for (const way of Object.keys(ways)) tell(way, rateOf(way))

  for (const queue of queues)
    for (const processes of [1, 4]) {
      await tasksAgain()
      await addJobs(queue, urls.owner)
      await owner.query('CHECKPOINT')
      const done = await work(queue, urls.owner, processes, { jobs: rows, seconds })
      const { due, events } = await count()
      if (due < done.jobs || due !== events) throw new Error(`${queue}: ${due} due, ${events} events`)
      const way = `${queue}, ${processes} ${processes === 1 ? 'worker' : 'workers'}`
      tell(way, (done.jobs / done.milliseconds) * 1000, howMany(done))
      await dropQueues(urls.owner)
    }
  await owner.end()
}

function howMany({ jobs }: Done): string {
  return jobs < rows ? ` (the first ${seconds} s: ${jobs} jobs)` : ' (all)'
}

/** What the sweep would be if it were one transaction, with nobody beside it and nothing to remember. */
async function bare(client: pg.Client): Promise<void> {
  await client.query('BEGIN')
  await client.query(
    `UPDATE task SET status = 'due', due_fired_for = due_at WHERE status = 'scheduled' AND due_at <= app_now()`,
  )
  await client.query(
    `INSERT INTO event (organization_id, type, subject_id, client_id, moment, data, actor_kind)
     SELECT organization_id, 'task.due', id, client_id, due_at, jsonb_build_object('kind', kind, 'status', status,
       'dueAt', due_at, 'overdueAt', overdue_at, 'version', version), 'job'
     FROM task WHERE status = 'due'`,
  )
  await client.query('COMMIT')
}

async function sweepWith(url: string, workers: number): Promise<void> {
  const pools = Array.from({ length: workers }, () => createWorkerPool(url, false))
  await Promise.all(pools.map((pool) => sweepTasks(pool)))
  await Promise.all(pools.map((pool) => pool.end()))
}

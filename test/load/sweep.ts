import pg from 'pg'
import { sweepTasks } from '../../server/features/tasks/tasks.sweep.ts'
import { withClient, withDatabase } from '../../server/platform/database/address.ts'
import { createWorkerPool } from '../../server/platform/worker-pool.ts'
import { addTasks, createHome } from '../jobs/seed.ts'
import { startCluster } from '../setup/cluster.ts'

/**
 * The sweep's throughput beside that of one bare UPDATE and INSERT … SELECT over the same rows.
 * node --import tsx test/load/sweep.ts [rows, 100000 if left out] [rounds, 3]
 */
const rows = Number(process.argv[2] ?? 100_000)
const rounds = Number(process.argv[3] ?? 3)

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
  const home = await createHome(urls.owner)
  const ways: Record<string, () => Promise<void>> = {
    bare: () => withClient(urls.worker, bare),
    'sweep, 1 worker': () => sweepWith(urls.worker, 1),
    'sweep, 4 workers': () => sweepWith(urls.worker, 4),
  }
  const times = new Map<string, number[]>(Object.keys(ways).map((way) => [way, []]))
  for (let round = 0; round < rounds; round++)
    for (const [way, run] of Object.entries(ways)) {
      await owner.query('TRUNCATE task, event')
      await addTasks(owner, home, rows, '-2 minutes')
      await owner.query('VACUUM ANALYZE task')
      await owner.query('CHECKPOINT')
      const began = performance.now()
      await run()
      times.get(way)?.push(performance.now() - began)
      const { rows: counted } = await owner.query(
        `SELECT (SELECT count(*)::int FROM task WHERE status = 'due') AS due, (SELECT count(*)::int FROM event) AS events`,
      )
      if (counted[0].due !== rows || counted[0].events !== rows)
        throw new Error(`${way}: ${JSON.stringify(counted[0])} of ${rows}`)
    }
  await owner.end()

  const median = (way: string) => {
    const sorted = (times.get(way) ?? []).toSorted((a, b) => a - b)
    return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
  }
  for (const way of Object.keys(ways)) {
    const perSecond = Math.round((rows / median(way)) * 1000)
    const ratio = (median('bare') / median(way)).toFixed(2)
    console.log(`${way.padEnd(18)} ${String(perSecond).padStart(8)} tasks/s   ${ratio} of bare`)
  }
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

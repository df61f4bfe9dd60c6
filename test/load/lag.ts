import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { withClient, withDatabase } from '../../server/platform/database/address.ts'
import { createHome } from '../jobs/seed.ts'
import { addWebhook, startReceiver } from '../jobs/webhooks.bench.ts'
import { startCluster } from '../setup/cluster.ts'

/**
 * From a task's moment to the arrival of its webhook, while many more tasks wait for theirs: the real worker, a real
 * receiver, one clock.
 * node --import tsx test/load/lag.ts [scheduled tasks, 1000000 if left out] [due each second, 200] [seconds, 60]
 */
const waiting = Number(process.argv[2] ?? 1_000_000)
const perSecond = Number(process.argv[3] ?? 200)
const seconds = Number(process.argv[4] ?? 60)

const { cluster, stop } = await startCluster()
const name = `${cluster.prefix}_load`
try {
  await withClient(cluster.admin, (client) =>
    client.query(`CREATE DATABASE ${name} TEMPLATE ${cluster.template}`),
  )
  const urls = {
    DATABASE_URL: withDatabase(cluster.api, name),
    MIGRATE_DATABASE_URL: withDatabase(cluster.admin, name),
    WORKER_DATABASE_URL: withDatabase(cluster.worker, name),
  }
  await measure(urls)
  await withClient(cluster.admin, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`))
} finally {
  await stop()
}

async function measure(urls: Record<string, string> & { MIGRATE_DATABASE_URL: string }): Promise<void> {
  const owner = new pg.Pool({ connectionString: urls.MIGRATE_DATABASE_URL, max: 1 })
  owner.on('error', () => undefined)
  const home = await createHome(urls.MIGRATE_DATABASE_URL)
  const lags: number[] = []
  const receiver = await startReceiver(
    (response, { body }) => {
      const { data } = JSON.parse(body) as { data: { dueAt: string } }
      lags.push(Date.now() - Date.parse(data.dueAt))
      response.end()
    },
    { keep: false },
  )
  await addWebhook(owner, home.organizationId, receiver.url, ['task.due'])
  await addTasks(owner, home, waiting, `now() + interval '10 days' + n * interval '1 second'`)
  const worker = await startWorker(urls)
  const total = perSecond * seconds
  await addTasks(owner, home, total, `now() + interval '5 seconds' + n * interval '1 second' / ${perSecond}`)
  const end = Date.now() + (seconds + 60) * 1_000
  while (lags.length < total && Date.now() < end) await sleep(100)
  worker.kill('SIGTERM')
  await once(worker, 'exit')
  await receiver.close()
  await owner.end()

  lags.sort((a, b) => a - b)
  const at = (share: number) => lags[Math.min(lags.length - 1, Math.floor(lags.length * share))]
  console.log(
    `${lags.length} of ${total} arrived; ${waiting} more were scheduled, ${perSecond} fell due each second`,
  )
  console.log(`from the moment to the arrival: median ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms`)
}

async function addTasks(
  owner: pg.Pool,
  home: { organizationId: string; clientId: string; coachId: string },
  count: number,
  due: string,
): Promise<void> {
  // Without the log of changes, which nothing here reads.
  await owner.query('ALTER TABLE task DISABLE TRIGGER USER')
  await owner.query(
    `INSERT INTO task (organization_id, client_id, coach_id, kind, due_at, original_due_at)
     SELECT $1, $2, $3, 'thank_you', due, due FROM (SELECT ${due} AS due FROM generate_series(1, $4::int) n) moments`,
    [home.organizationId, home.clientId, home.coachId, count],
  )
  await owner.query('ALTER TABLE task ENABLE TRIGGER USER')
  await owner.query('ANALYZE task')
}

async function startWorker(urls: Record<string, string>): Promise<ChildProcess> {
  const { PATH = '', HOME = '' } = process.env
  const top = fileURLToPath(new URL('../..', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts'], {
    cwd: top,
    env: { PATH, HOME, ...urls, ROLE: 'worker', MIGRATE: 'off', WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout.on('data', (chunk) => {
    said += chunk
  })
  while (!said.includes('Afterword is ready')) await sleep(50)
  return child
}

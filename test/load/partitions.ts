import pg from 'pg'
import pino from 'pino'
import supertest from 'supertest'
import { buildApp } from '../../server/app.ts'
import { loadConfig } from '../../server/config.ts'
import { createContext } from '../../server/context.ts'
import { withClient, withDatabase } from '../../server/platform/database/address.ts'
import { firstIdOf } from '../../server/platform/event-ids.ts'
import { buildPractice, password } from '../builders/people.ts'
import { startCluster } from '../setup/cluster.ts'

/**
 * What readers of events take with few and with many partitions.
 * node --import tsx test/load/partitions.ts [days, 90 if left out] [events, 300000]
 */
const days = Number(process.argv[2] ?? 90)
const events = Number(process.argv[3] ?? 300_000)
const day = 86_400_000

const { cluster, stop } = await startCluster()
try {
  for (const partitions of [1, days]) await measure(partitions)
} finally {
  await stop()
}

async function measure(partitions: number): Promise<void> {
  const name = `${cluster.prefix}_load`
  await withClient(cluster.admin, (client) =>
    client.query(`CREATE DATABASE ${name} TEMPLATE ${cluster.template}`),
  )
  const owner = new pg.Pool({ connectionString: withDatabase(cluster.admin, name), max: 2 })
  const today = Math.floor(Date.now() / day) * day
  if (partitions > 1) {
    await owner.query('DROP TABLE event_before')
    for (let ago = partitions; ago >= -1; ago--) {
      const from = today - ago * day
      await owner.query(`CREATE TABLE event_ago_${ago + 1} PARTITION OF event
        FOR VALUES FROM ('${firstIdOf(from)}') TO ('${firstIdOf(from + day)}')`)
    }
  }
  const practice = await buildPractice(owner)
  await owner.query(
    `INSERT INTO event (organization_id, id, type, subject_id, client_id, moment, actor_kind, occurred_at)
     SELECT $1, (left(first_event_id(at)::text, 14) || '7' || right(gen_random_uuid()::text, 21))::uuid,
       'task.due', gen_random_uuid(), $2, at, 'job', at
     FROM (SELECT now() - n * interval '1 day' * $3::int / $4::int AS at FROM generate_series($4::int, 1, -1) n) moments`,
    [practice.organizationId, practice.client.id, days - 1, events],
  )
  await owner.query('VACUUM ANALYZE event')
  const config = loadConfig({ RATE_LIMIT: '0', RATE_LIMIT_NETWORK: '0', MAX_EVENT_LOOP_DELAY: '0' })
  const context = await createContext(config, withDatabase(cluster.api, name), pino({ level: 'silent' }))
  const app = await buildApp(context)
  await app.ready()
  const agent = supertest(app.server)
  const login = async ({ email }: { email: string }) =>
    (await agent.post('/v1/auth/login').send({ email, password })).body.accessToken
  const [admin, coach] = [await login(practice.admin), await login(practice.coach)]
  const { cursor } = (await agent.get('/v1/changes?from=now').set('authorization', `Bearer ${admin}`)).body
  for (const [who, token] of Object.entries({ admin, coach }))
    for (const path of [
      `/v1/changes?cursor=${cursor}`,
      '/v1/changes?limit=100',
      '/v1/activities',
      '/v1/reports/triage',
    ]) {
      const times: number[] = []
      for (let n = 0; n < 25; n++) {
        const began = performance.now()
        const { status } = await agent.get(path).set('authorization', `Bearer ${token}`)
        if (status !== 200) throw new Error(`${path}: ${status}`)
        times.push(performance.now() - began)
      }
      const median = times.toSorted((a, b) => a - b)[12]
      console.log(
        `${partitions + 8} partitions, ${who} ${path.replace(cursor, '…')}: ${median?.toFixed(1)} ms`,
      )
    }
  await app.close()
  await context.close()
  await owner.end()
  await withClient(cluster.admin, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`))
}

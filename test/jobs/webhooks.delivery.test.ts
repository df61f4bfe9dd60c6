import { setTimeout as sleep } from 'node:timers/promises'
import { Webhook } from 'standardwebhooks'
import { expect, onTestFinished, test } from 'vitest'
import { isGenuine } from '../../server/docs/example/webhooks.ts'
import { createNewsSender } from '../../server/platform/news.ts'
import { parseAllowedNetworks } from '../../server/platform/outgoing/networks.ts'
import { startWorker } from '../../server/worker.ts'
import { eventually, startAfterword } from '../setup/process.ts'
import { type Bench, createBench } from './fixture.ts'
import {
  addEvents,
  addWebhook,
  type Received,
  type Receiver,
  startDelivery,
  startReceiver,
} from './webhooks.bench.ts'

interface Row {
  id: string
  status: string
  tries: number
  payload: string
  last_status: number | null
  last_error: string | null
  next_try_at: Date
  attempts: { status: number | null; error: string | null; answer: string | null; truncated: boolean }[]
}

const rowsOf = async ({ owner }: Bench, webhookId: string): Promise<Row[]> =>
  (
    await owner.query('SELECT * FROM webhook_delivery WHERE webhook_id = $1 ORDER BY occurred_at, id', [
      webhookId,
    ])
  ).rows
const countOf = async ({ owner }: Bench, webhookId: string, status: string): Promise<number> =>
  (
    await owner.query(
      'SELECT count(*)::int AS n FROM webhook_delivery WHERE webhook_id = $1 AND status = $2',
      [webhookId, status],
    )
  ).rows[0].n
const webhookOf = async ({ owner }: Bench, id: string) =>
  (
    await owner.query(
      'SELECT * FROM webhook w LEFT JOIN webhook_health h ON h.organization_id = w.organization_id AND h.webhook_id = w.id WHERE w.id = $1',
      [id],
    )
  ).rows[0]

const receiver = async (...given: Parameters<typeof startReceiver>): Promise<Receiver> => {
  const one = await startReceiver(...given)
  onTestFinished(one.close)
  return one
}
const deliver = (
  bench: Bench,
  ...given: Parameters<typeof startDelivery> extends [string, ...infer R] ? R : never
) => {
  const delivery = startDelivery(bench.database.urls.worker, ...given)
  onTestFinished(() => delivery.stop())
  return delivery
}
const endpoint = (bench: Bench, url: string, types?: string[]) =>
  addWebhook(bench.owner, bench.home.organizationId, url, types)
const happen = (bench: Bench, count: number) => addEvents(bench.owner, bench.home.organizationId, count)

/** As the service does. */
const switchOn = async ({ owner }: Bench, id: string) => {
  await owner.query(`UPDATE webhook_health SET failures = 0, resume_at = NULL WHERE webhook_id = $1`, [id])
  await owner.query(`UPDATE webhook SET status = 'active', off_reason = NULL WHERE id = $1`, [id])
}

/** Other code than the server's and the package's: the guide's own example. */
const isSigned = ({ headers, body }: Received, secret: string) =>
  isGenuine(headers as Record<string, string>, body, secret)
const verifies = ({ headers, body }: Received, secret: string) =>
  new Webhook(secret).verify(body, headers as Record<string, string>)

test('every event arrives with its id, signed, in the bytes that are stored', async () => {
  const bench = await createBench()
  const there = await receiver((response) => response.writeHead(204).end())
  const { id, secret } = await endpoint(bench, there.url)
  deliver(bench)
  await happen(bench, 200)
  await eventually('all arrive', async () => (await countOf(bench, id, 'delivered')) === 200)
  const rows = await rowsOf(bench, id)
  expect(there.received.length).toBe(200)
  for (const one of there.received) {
    expect(verifies(one, secret)).toMatchObject({ type: 'task.updated', id: one.headers['webhook-id'] })
    expect(isSigned(one, secret)).toBe(true)
    expect(isSigned({ ...one, body: `${one.body} ` }, secret)).toBe(false)
    expect(one.headers).toMatchObject({
      'user-agent': 'Afterword-Webhooks',
      'content-type': 'application/json; charset=utf-8',
    })
    expect(rows.find((row) => row.id === one.headers['webhook-id'])?.payload).toBe(one.body)
  }
  const { rows: events } = await bench.owner.query('SELECT id FROM event ORDER BY id')
  expect(rows.map((row) => row.id).sort()).toEqual(events.map((event) => event.id))
  expect(rows[0]?.attempts).toMatchObject([{ status: 204, error: null, answer: '', truncated: false }])
  expect(await webhookOf(bench, id)).toMatchObject({ failures: 0, failing_since: null, version: 1 })
})

test('what is answered with anything but 2xx comes again with the same id and bytes, then is given up', async () => {
  const bench = await createBench()
  const elsewhere = await receiver((response) => response.end())
  const zoo: Record<string, Parameters<typeof startReceiver>[0]> = {
    fails: (response) => response.writeHead(500).end('no'),
    redirects: (response) => response.writeHead(307, { location: elsewhere.url }).end(),
    hangs: () => undefined,
    trickles: (response) => {
      response.writeHead(200)
      const timer = setInterval(() => response.write('.'), 50)
      response.on('close', () => clearInterval(timer))
    },
    resets: (response) => response.socket?.destroy(),
    nonsense: (response) => response.socket?.end('hello\r\n\r\n'),
    huge: (response) => {
      response.writeHead(503, { 'content-type': 'text/plain' })
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536, 97)));
      }
      response.on('drain', more)
      more()
    },
  }
  const hooks: Record<string, { id: string; secret: string; there: Receiver }> = {}
  for (const [name, answer] of Object.entries(zoo)) {
    const there = await receiver(answer)
    hooks[name] = { ...(await endpoint(bench, there.url)), there }
  }
  deliver(bench, { pauses: [0.02, 0.02], longestRest: 0.02 })
  await happen(bench, 2)
  for (const [name, { id }] of Object.entries(hooks)) {
    const end = name === 'trickles' ? 'delivered' : 'failed'
    await eventually(`${name}: ${end}`, async () => (await countOf(bench, id, end)) === 2, 30_000)
  }
  const errors: Record<string, string | null> = {}
  for (const [name, { id, secret, there }] of Object.entries(hooks)) {
    const rows = await rowsOf(bench, id)
    errors[name] = rows[0]?.last_error ?? null
    for (const row of rows) {
      const tries = there.received.filter(({ headers }) => headers['webhook-id'] === row.id)
      expect([name, tries.length, row.tries, row.attempts.length]).toEqual(
        name === 'trickles' ? [name, 1, 1, 1] : [name, 3, 3, 3],
      )
      for (const one of tries) {
        expect(one.body).toBe(row.payload)
        verifies(one, secret)
      }
    }
  }
  // Whoever has sent a 2xx has received it, however slowly the rest comes.
  expect(errors).toEqual({
    ...{ fails: 'status', redirects: 'status', hangs: 'timeout', trickles: null, resets: 'reset' },
    ...{ nonsense: 'http', huge: 'status' },
  })
  expect(elsewhere.received).toEqual([])
  const [huge] = await rowsOf(bench, hooks.huge?.id ?? '')
  expect(huge?.attempts[0]).toMatchObject({ status: 503, truncated: true })
  expect(huge?.attempts[0]?.answer?.length).toBe(2048)
}, 60_000)

test('an address that leads into a network that is not allowed is never called', async () => {
  const bench = await createBench()
  const { id } = await endpoint(bench, 'https://10.0.0.1/hooks')
  deliver(bench, { pauses: [] })
  await happen(bench, 1)
  await eventually('refused', async () => (await countOf(bench, id, 'failed')) === 1)
  expect((await rowsOf(bench, id))[0]?.last_error).toBe('refused_address')
})

test('429 and 503 are heeded: Retry-After puts off the delivery and rests the endpoint', async () => {
  const bench = await createBench()
  const busy = await receiver((response, _, nth) =>
    response.writeHead(nth === 1 ? 429 : 200, { 'retry-after': '2' }).end(),
  )
  const { id } = await endpoint(bench, busy.url)
  deliver(bench)
  await happen(bench, 1)
  await eventually('asked to wait', async () => (await rowsOf(bench, id))[0]?.last_status === 429)
  const [row] = await rowsOf(bench, id)
  const { resume_at } = await webhookOf(bench, id)
  for (const moment of [row?.next_try_at as Date, resume_at as Date])
    expect(moment.getTime() - Date.now()).toBeGreaterThan(1_000)
  await happen(bench, 1)
  await sleep(300)
  expect(busy.received.length, 'nothing in between').toBe(1)
  await eventually('then both arrive', async () => (await countOf(bench, id, 'delivered')) === 2)
})

test('410 switches it off at once; switched on again it goes on with what is queued', async () => {
  const bench = await createBench()
  let gone = true
  const there = await receiver((response) => response.writeHead(gone ? 410 : 200).end())
  const { id } = await endpoint(bench, there.url)
  await bench.owner.query(`UPDATE member SET role = 'admin', locale = 'de'`)
  deliver(bench)
  await happen(bench, 30)
  await eventually('off', async () => (await webhookOf(bench, id)).status === 'off')
  expect(await webhookOf(bench, id)).toMatchObject({ off_reason: 'gone', version: 2 })
  const { rows: mails } = await bench.owner.query('SELECT kind, subject, text FROM mail')
  expect(mails).toMatchObject([
    { kind: 'webhook-gone', subject: 'Ein Webhook von Practice wurde abgeschaltet' },
  ])
  expect(mails[0].text).toContain('127.0.0.1')
  await happen(bench, 5)
  const before = there.received.length
  expect(await countOf(bench, id, 'queued'), 'what happens meanwhile is not queued').toBe(30)
  gone = false
  await switchOn(bench, id)
  await eventually('all that waited', async () => (await countOf(bench, id, 'delivered')) === 30)
  expect(there.received.length).toBe(before + 30)
})

test('a 410 that was on its way when somebody switched the endpoint on again does not switch it off', async () => {
  const bench = await createBench()
  const held: (() => void)[] = []
  let late = true
  const there = await receiver((response) => {
    const gone = () => void response.writeHead(410).end()
    if (!late) response.writeHead(200).end()
    else if (held.push(gone) === 1) gone()
  })
  const { id } = await endpoint(bench, there.url)
  deliver(bench, { timeoutMs: 30_000, leaseSeconds: 60 })
  await happen(bench, 4)
  await eventually(
    'off, the others on their way',
    async () => held.length === 4 && (await webhookOf(bench, id)).status === 'off',
  )
  late = false
  await switchOn(bench, id)
  for (const gone of held.slice(1)) gone()
  await eventually('all arrive', async () => (await countOf(bench, id, 'delivered')) === 4)
  expect(await webhookOf(bench, id)).toMatchObject({ status: 'active', off_reason: null })
}, 30_000)

test('five days of failure without one success switch it off', async () => {
  const bench = await createBench()
  const there = await receiver((response) => response.writeHead(500).end())
  const { id } = await endpoint(bench, there.url)
  await bench.owner.query(`UPDATE member SET role = 'admin'`)
  deliver(bench)
  await happen(bench, 1)
  await eventually('it fails', async () => (await webhookOf(bench, id)).failing_since !== null)
  expect((await webhookOf(bench, id)).status).toBe('active')
  await bench.owner.query(`UPDATE webhook_health SET failing_since = now() - interval '5 days 1 minute'`)
  await eventually('off', async () => (await webhookOf(bench, id)).status === 'off')
  expect((await webhookOf(bench, id)).off_reason).toBe('failing')
  expect((await bench.owner.query('SELECT kind FROM mail')).rows).toEqual([{ kind: 'webhook-failing' }])
})

test('while a secret is being changed both sign', async () => {
  const bench = await createBench()
  const there = await receiver((response) => response.end())
  const old = await endpoint(bench, there.url)
  const next = await endpoint(bench, there.url, ['client.created'])
  const overlap = (until: string) =>
    bench.owner.query(
      `UPDATE webhook w SET sealed_secret = n.sealed_secret, previous_sealed_secret = coalesce(w.previous_sealed_secret, w.sealed_secret),
         previous_secret_until = now() + $3::interval FROM webhook n WHERE w.id = $1 AND n.id = $2`,
      [old.id, next.id, until],
    )
  await overlap('1 hour')
  deliver(bench)
  await happen(bench, 1)
  await eventually('it arrives', () => there.received.length === 1)
  const [both] = there.received as [Received]
  for (const secret of [old.secret, next.secret]) expect(verifies(both, secret)).toBeTruthy()
  expect(String(both.headers['webhook-signature']).split(' ').length).toBe(2)
  await overlap('-1 second')
  await happen(bench, 1)
  await eventually('it arrives', () => there.received.length === 2)
  const after = there.received[1] as Received
  expect(verifies(after, next.secret)).toBeTruthy()
  expect(() => verifies(after, old.secret)).toThrow()
})

test('a worker that is killed between an answer and its own commit: the repeat has the same id and bytes', async () => {
  const bench = await createBench()
  let kill = () => {}
  const there = await receiver((response) => response.end('ok', kill))
  const { id } = await endpoint(bench, there.url)
  const env = { MIGRATE: 'off', WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8' }
  const worker = await startAfterword({ role: 'worker', database: bench.database, env })
  kill = () => process.kill(worker.pid, 'SIGKILL')
  await happen(bench, 1)
  await worker.ended
  expect(there.received.length).toBe(1)
  expect(await rowsOf(bench, id)).toMatchObject([{ status: 'queued', tries: 0, attempts: [] }])
  kill = () => {}
  deliver(bench)
  await sleep(200)
  expect(there.received.length, 'its lease has not ended').toBe(1)
  await bench.owner.query('UPDATE webhook_delivery SET lease_until = now()')
  await eventually('delivered', async () => (await countOf(bench, id, 'delivered')) === 1)
  const [first, second] = there.received as [Received, Received]
  expect([second.headers['webhook-id'], second.body]).toEqual([first.headers['webhook-id'], first.body])
  expect(there.received.length).toBe(2)
}, 60_000)

test('two workers share the work, and an outcome that comes after the lease changes nothing', async () => {
  const bench = await createBench()
  const slow = await receiver(
    (response, _, nth) => void setTimeout(() => response.end(), nth === 1 ? 1_500 : 0),
  )
  const { id } = await endpoint(bench, slow.url)
  deliver(bench, { timeoutMs: 5_000, leaseSeconds: 0.5 })
  deliver(bench, { timeoutMs: 5_000, leaseSeconds: 0.5 })
  await happen(bench, 1)
  await eventually('delivered', async () => (await countOf(bench, id, 'delivered')) === 1)
  await sleep(1_500)
  const [row] = await rowsOf(bench, id)
  expect([row?.status, row?.tries, row?.attempts.length]).toEqual(['delivered', 1, 1])
})

test('the worker delivers within a moment of the commit, and gives back what it holds when it stops', async () => {
  const bench = await createBench()
  const arrivals: number[] = []
  const there = await receiver((response) => {
    arrivals.push(performance.now())
    response.end()
  })
  const hanging = await receiver(() => undefined)
  await endpoint(bench, there.url, ['task.updated'])
  const held = await endpoint(bench, hanging.url, ['client.created'])
  const quiet = {
    debug: () => undefined,
    info: () => undefined,
    warn: () => undefined,
    error: () => undefined,
  }
  const worker = await startWorker({
    config: { testClock: false, webhookAllowedNetworks: parseAllowedNetworks('127.0.0.0/8') },
    url: bench.database.urls.worker,
    log: quiet,
  })
  onTestFinished(() => worker.stop())
  await eventually('a first sweep', () => worker.lastSweepAt !== null)
  const told = createNewsSender((sql, values) => bench.owner.query(sql, values), quiet)
  const lags: number[] = []
  for (let n = 0; n < 8; n++) {
    await sleep(150)
    await happen(bench, 1)
    const began = performance.now()
    told(bench.home.organizationId)
    await eventually('it arrives', () => arrivals.length > n)
    lags.push(Math.round((arrivals[n] ?? Number.NaN) - began))
  }
  console.log('after the commit a delivery arrived within', lags, 'ms')
  // Not woken, it would look once a second.
  expect(lags.sort((a, b) => a - b)[4]).toBeLessThan(500)
  await addEvents(bench.owner, bench.home.organizationId, 1, 'client.created')
  await eventually('it holds one', () => hanging.received.length === 1)
  const began = performance.now()
  await worker.stop()
  expect(performance.now() - began).toBeLessThan(5_000)
  const { rows } = await bench.owner.query(
    'SELECT status, lease_until, tries FROM webhook_delivery WHERE webhook_id = $1',
    [held.id],
  )
  expect(rows).toEqual([{ status: 'queued', lease_until: null, tries: 0 }])
}, 60_000)

test('what has been kept long enough goes, also of an endpoint that is gone', async () => {
  const bench = await createBench()
  const there = await receiver((response) => response.end())
  const [on, off] = [await endpoint(bench, there.url), await endpoint(bench, there.url)]
  await happen(bench, 3)
  await bench.owner.query(`UPDATE webhook SET status = 'off', off_reason = 'by_hand' WHERE id = $1`, [off.id])
  await bench.owner.query(`UPDATE webhook_delivery SET created_at = now() - interval '31 days'`)
  await bench.owner.query(
    `UPDATE webhook_delivery SET status = 'delivered' WHERE id IN (SELECT id FROM webhook_delivery WHERE webhook_id = $1 LIMIT 2)
       AND webhook_id = $1`,
    [on.id],
  )
  await addEvents(bench.owner, bench.home.organizationId, 1)
  const purge = async () =>
    (await bench.worker.query('SELECT purge_webhook_deliveries(1000, 30) AS n')).rows[0].n as number
  expect(await purge()).toBe(5)
  const left = async (id: string) => (await rowsOf(bench, id)).map(({ status }) => status).sort()
  expect(await left(on.id)).toEqual(['queued', 'queued'])
  expect(await left(off.id)).toEqual(['dropped', 'dropped', 'dropped'])
  await bench.owner.query('DELETE FROM webhook WHERE id = $1', [off.id])
  expect(await purge()).toBe(3)
  expect(await left(off.id)).toEqual([])
})

import { type ChildProcess, spawn } from 'node:child_process'
import { createHash, createHmac } from 'node:crypto'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { Webhook } from 'standardwebhooks'
import { expect, onTestFinished, test } from 'vitest'
import { eventually } from '../setup/process.ts'
import { type Bench, createBench } from './fixture.ts'
import { addEvents, addWebhook, type Received, startReceiver } from './webhooks.bench.ts'

/** `npm run torture:webhooks` takes 100,000; here is a fiftieth. */
const events = Number(process.env.EVENTS ?? 2_000)
const workers = 2
/** Milliseconds between two kills. */
const killEvery = Number(process.env.KILL_EVERY ?? 2_000)
const failing = 0.3

type Answer = Parameters<typeof startReceiver>[0]

/** They are sent everything too, and need not get it. */
const zoo: Record<string, Answer> = {
  hangs: () => undefined,
  trickles: (response) => {
    response.writeHead(200)
    const timer = setInterval(() => response.write('.'), 100)
    response.on('close', () => clearInterval(timer))
  },
  redirects: (response) => response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end(),
  gone: (response) => response.writeHead(410).end(),
  busy: (response) => response.writeHead(429, { 'retry-after': '1' }).end(),
  resets: (response) => response.socket?.destroy(),
  gigabyte: (response) => {
    response.writeHead(500, { 'content-length': String(2 ** 30) })
    const more = () => {
      while (!response.destroyed && response.write(Buffer.alloc(65_536)));
    }
    response.on('drain', more)
    more()
  },
}

/** What one endpoint got: the digest of each id's bytes, and whatever was wrong. */
interface Got {
  bodies: Map<string, string>
  tries: number
  faults: string[]
}

const digest = (text: string) => createHash('md5').update(text).digest('hex')

function judge(got: Got, { headers, body }: Received, secret: string, verifier: Webhook): void {
  const id = String(headers['webhook-id'])
  got.tries++
  try {
    verifier.verify(body, headers as Record<string, string>)
  } catch (error) {
    got.faults.push(`${id}: the package says ${(error as Error).message}`)
  }
  const signed = `${id}.${headers['webhook-timestamp']}.${body}`
  const own = createHmac('sha256', Buffer.from(secret.slice(6), 'base64'))
    .update(signed)
    .digest('base64')
  if (headers['webhook-signature'] !== `v1,${own}`) got.faults.push(`${id}: our own reckoning differs`)
  const [before, now] = [got.bodies.get(id), digest(body)]
  if (before !== undefined && before !== now) got.faults.push(`${id}: other bytes than before`)
  got.bodies.set(id, now)
}

async function addEndpoint(bench: Bench, answer: Answer, watch: boolean): Promise<{ id: string; got: Got }> {
  const got: Got = { bodies: new Map(), tries: 0, faults: [] }
  let secret = ''
  let verifier: Webhook | undefined
  const there = await startReceiver(
    (response, request, nth) => {
      if (watch && verifier) judge(got, request, secret, verifier)
      answer(response, request, nth)
    },
    { keep: false },
  )
  onTestFinished(there.close)
  const webhook = await addWebhook(bench.owner, bench.home.organizationId, there.url)
  secret = webhook.secret
  verifier = new Webhook(secret)
  return { id: webhook.id, got }
}

const file = fileURLToPath(new URL('webhooks.worker.child.ts', import.meta.url))

async function startChild(url: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', file, url], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout as NodeJS.ReadableStream, 'data')
  return child
}

test(
  `${events.toLocaleString('en')} events to three endpoints that fail at 30 %, beside a zoo, with workers killed`,
  async () => {
    const bench = await createBench()
    const flaky: Answer = (response) => response.writeHead(Math.random() < failing ? 500 : 200).end()
    const three = await Promise.all([1, 2, 3].map(() => addEndpoint(bench, flaky, true)))
    for (const answer of Object.values(zoo)) await addEndpoint(bench, answer, false)

    const children = await Promise.all(
      Array.from({ length: workers }, () => startChild(bench.database.urls.worker)),
    )
    let [kills, over] = [0, false]
    const killer = (async () => {
      for (let n = 0; !over; n = (n + 1) % workers) {
        await new Promise((resolve) => setTimeout(resolve, killEvery))
        if (over) break
        const victim = children[n] as ChildProcess
        victim.kill('SIGKILL')
        kills++
        children[n] = await startChild(bench.database.urls.worker)
      }
    })()
    onTestFinished(async () => {
      over = true
      await killer
      for (const child of children) child.kill('SIGKILL')
    })

    const began = performance.now()
    const batch = Math.min(500, events)
    for (let done = 0; done < events; done += batch)
      await addEvents(bench.owner, bench.home.organizationId, Math.min(batch, events - done))
    const ids = three.map(({ id }) => id)
    const left = async () =>
      (
        await bench.owner.query(
          `SELECT FROM webhook_delivery WHERE webhook_id = ANY($1) AND status <> 'delivered' LIMIT 1`,
          [ids],
        )
      ).rowCount
    await eventually('the three have got everything', async () => (await left()) === 0, events * 100 + 60_000)
    const seconds = (performance.now() - began) / 1000
    over = true
    await killer

    const { rows } = await bench.owner.query<{ id: string }>('SELECT id FROM event')
    expect(rows.length).toBe(events)
    let tries = 0
    for (const { id, got } of three) {
      tries += got.tries
      expect(got.faults.slice(0, 10)).toEqual([])
      expect(got.bodies.size, 'every event, and no other').toBe(events)
      expect(rows.every((event) => got.bodies.has(event.id))).toBe(true)
      const stored = await bench.owner.query<{ id: string; digest: string }>(
        'SELECT id, md5(payload) AS digest FROM webhook_delivery WHERE webhook_id = $1',
        [id],
      )
      expect(stored.rows.filter((row) => got.bodies.get(row.id) !== row.digest)).toEqual([])
    }
    const { rows: states } = await bench.owner.query(
      `SELECT count(*) FILTER (WHERE status = 'off')::int AS off, count(*)::int AS all FROM webhook`,
    )
    expect(states, 'the one that is gone').toEqual([{ off: 1, all: 10 }])
    console.log(
      `${3 * events} deliveries in ${seconds.toFixed(1)} s (${Math.round((3 * events) / seconds)}/s), ${tries} tries, all signatures good, ${kills} workers killed`,
    )
  },
  events * 100 + 120_000,
)

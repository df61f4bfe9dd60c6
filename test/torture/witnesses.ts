import { createHash, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import { password } from '../builders/people.ts'
import { addWebhook, startReceiver } from '../jobs/webhooks.bench.ts'
import { startAfterword } from '../setup/process.ts'
import type { Stage } from './stage.ts'

/*
 * Who sees from outside what happens: a receiver of webhooks, a reader of mails, somebody who writes and remembers what was
 * acknowledged. What they saw is held against the database by code of their own.
 */

const digest = (text: string) => createHash('md5').update(text).digest('hex')

/** An endpoint that takes everything, and remembers each id with its bytes. Gives back what is wrong with what it got. */
export async function witnessWebhooks({ owner, home }: Stage) {
  const got = new Map<string, string>()
  const faults: string[] = []
  const there = await startReceiver(
    (response, { headers, body }) => {
      const [id, bytes] = [String(headers['webhook-id']), digest(body)]
      if ((got.get(id) ?? bytes) !== bytes) faults.push(`I4 ${id} came with other bytes`)
      got.set(id, bytes)
      response.writeHead(204).end()
    },
    { keep: false },
  )
  onTestFinished(there.close)
  const { id } = await addWebhook(owner, home.organizationId, there.url, ['task.due'])
  const events = `SELECT e.id FROM event e JOIN webhook w ON w.organization_id = e.organization_id AND w.id = $1
    WHERE e.type = 'task.due' AND e.occurred_at > w.created_at`
  return {
    got,
    async waiting(): Promise<number> {
      const { rows } = await owner.query(
        `SELECT count(*)::int AS n FROM (${events}) e LEFT JOIN webhook_delivery d ON d.webhook_id = $1 AND d.id = e.id
         WHERE d.status IS DISTINCT FROM 'delivered'`,
        [id],
      )
      return rows[0].n
    },
    async faults(): Promise<string[]> {
      const { rows } = await owner.query<{ id: string }>(events, [id])
      const told = new Set(rows.map((row) => row.id))
      return [
        ...faults,
        ...rows.filter((row) => !got.has(row.id)).map((row) => `I4 ${row.id} never came`),
        ...[...got.keys()].filter((known) => !told.has(known)).map((known) => `I4 ${known} is no event`),
      ]
    },
  }
}

/** Every message that the mail server got is one of ours, and what came twice came as the same message. */
export function witnessMails({ owner, mail }: Stage) {
  return {
    count: () => mail.received.length,
    async waiting(): Promise<number> {
      const { rows } = await owner.query(
        `SELECT (SELECT count(*) FROM reminder_queue) + (SELECT count(*) FROM reminder WHERE settled_at IS NULL AND send_at <= now())
           + (SELECT count(*) FROM mail WHERE status = 'queued') AS n`,
      )
      return Number(rows[0].n)
    },
    async faults(): Promise<string[]> {
      const { rows } = await owner.query<{ id: string }>(`SELECT id FROM mail WHERE status = 'sent'`)
      const got = new Set(mail.received.map(({ source }) => /^Message-ID: <([^@>]+)@/im.exec(source)?.[1]))
      const sent = new Set(rows.map(({ id }) => id))
      return [
        ...[...got].filter((id) => !id || !sent.has(id)).map((id) => `I5 the mail ${id} is none of ours`),
        ...([...got].length === 0 ? ['I5 no mail came'] : []),
        ...[...sent].filter((id) => !got.has(id)).map((id) => `I5 the mail ${id} never came`),
      ]
    },
  }
}

/** Somebody who writes by the API with idempotency keys, asking again until it is acknowledged. */
export async function witnessWrites({ owner, practice, env, home }: Stage) {
  const api = await startAfterword({ role: 'api', env, patience: 60_000 })
  let ended: number | string | null | undefined
  void api.ended.then((code) => {
    ended = code
  })
  const post = async (path: string, body: object, headers: Record<string, string>) => {
    const answer = await fetch(`${api.url}${path}`, {
      ...{ method: 'POST', body: JSON.stringify(body), signal: AbortSignal.timeout(20_000) },
      headers: { 'content-type': 'application/json', ...headers },
    })
    return { status: answer.status, body: (await answer.json()) as Record<string, string> }
  }
  const login = await post('/v1/auth/login', { email: practice.admin.email, password }, {})
  const made = await post(
    '/v1/api-keys',
    { name: 'Torture', scopes: ['tasks:write', 'tasks:read', 'clients:read'] },
    { authorization: `Bearer ${login.body.accessToken}`, 'idempotency-key': randomUUID() },
  )
  if (made.status !== 201) throw new Error(`No key: ${JSON.stringify(made)}`)
  const acknowledged = new Map<string, string>()
  let [over, paused, busy, asked, refused] = [false, false, 0, 0, '']

  const writer = async () => {
    while (!over) {
      if (paused) {
        await sleep(20)
        continue
      }
      busy++
      const key = randomUUID()
      const title = `Written ${key}`
      const body = { clientId: home.clientId, title, dueAt: '2090-01-01T10:00:00Z' }
      for (;;) {
        asked++
        const answer = await post('/v1/tasks', body, {
          authorization: `Bearer ${made.body.key}`,
          'idempotency-key': key,
        }).catch(() => null)
        if (answer?.status === 201) {
          acknowledged.set(title, answer.body.id as string)
          break
        }
        // 409 while the first is still at it, 503 without a database; anything else is a fault.
        if (answer && ![409, 503].includes(answer.status)) {
          refused = JSON.stringify(answer)
          busy--
          return
        }
        await sleep(100)
      }
      busy--
      await sleep(50)
    }
  }
  const writers = [writer(), writer()]
  return {
    /** How many were acknowledged, and after how many requests. */
    count: () => `${acknowledged.size} of ${asked} requests acknowledged`,
    /** What is stored beside what was acknowledged, while nobody writes. */
    async faults(): Promise<string[]> {
      paused = true
      while (busy > 0) await sleep(20)
      const { rows } = await owner.query<{ title: string; ids: string[] }>(
        `SELECT title, array_agg(id::text) AS ids FROM task WHERE title LIKE 'Written %' GROUP BY title`,
      )
      paused = false
      const stored = new Map(rows.map(({ title, ids }) => [title, ids]))
      const faults = [...acknowledged].flatMap(([title, id]) => {
        const ids = stored.get(title) ?? []
        if (ids.length === 1 && ids[0] === id) return []
        return `I8 and I9 ${title}: acknowledged as ${id}, stored as ${ids.join(' and ') || 'nothing'}`
      })
      if (rows.length !== acknowledged.size)
        faults.push(`I9 ${rows.length} written for ${acknowledged.size} keys`)
      if (refused)
        faults.push(
          `A write was refused: ${refused}; ${/ERROR[\s\S]{0,1500}/.exec(api.log())?.[0] ?? api.log().slice(-3_000)}`,
        )
      if (ended !== undefined) faults.push(`The API ended by itself with ${ended}: ${api.log().slice(-500)}`)
      return faults
    },
    async end(): Promise<void> {
      over = true
      await Promise.all(writers)
      await api.stop()
    },
  }
}

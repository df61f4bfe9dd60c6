import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { v7 as newId } from 'uuid'
import { type DeliveryPace, runWebhookDelivery } from '../../server/features/webhooks/webhooks.delivery.ts'
import { loadSealing } from '../../server/features/webhooks/webhooks.secrets.ts'
import { newWebhookSecret } from '../../server/features/webhooks/webhooks.signing.ts'
import { parseAllowedNetworks } from '../../server/platform/outgoing/networks.ts'
import { createOutgoing } from '../../server/platform/outgoing/post.ts'
import { createWorkerPool } from '../../server/platform/worker-pool.ts'

interface Sql {
  query(sql: string, values?: unknown[]): Promise<{ rows: never[] }>
}

export interface Received {
  /** The path. */
  url?: string | undefined
  headers: IncomingHttpHeaders
  body: string
}

export interface Receiver {
  url: string
  /** Every request, in the order of arrival. */
  received: Received[]
  close(): Promise<void>
}

/** A real listener on an address of this machine. `answer` says what it does; the body has been read. */
export async function startReceiver(
  answer: (response: ServerResponse, request: Received, nth: number) => void,
  { host = '127.0.0.1', keep = true }: { host?: string; keep?: boolean } = {},
): Promise<Receiver> {
  const received: Received[] = []
  let count = 0
  const server: Server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part) => parts.push(part))
    request.on('end', () => {
      const one = { url: request.url, headers: request.headers, body: Buffer.concat(parts).toString() }
      if (keep) received.push(one)
      answer(response, one, ++count)
    })
    response.on('error', () => undefined)
  })
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://${host}:${port}/hooks`,
    received,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Adds an endpoint behind the API; gives its id and its secret. */
export async function addWebhook(
  owner: Sql,
  organizationId: string,
  url: string,
  types: readonly string[] = ['*'],
): Promise<{ id: string; secret: string }> {
  const [id, secret] = [newId(), newWebhookSecret()]
  const sealing = await loadSealing(async (sql, values) => (await owner.query(sql, values)).rows)
  await owner.query(
    'INSERT INTO webhook (organization_id, id, url, event_types, sealed_secret) VALUES ($1, $2, $3, $4, $5)',
    [organizationId, id, url, types, sealing.seal(secret)],
  )
  return { id, secret }
}

/** Writes events of the organization, as one statement, and gives nothing back: receivers are asked what they got. */
export const addEvents = (owner: Sql, organizationId: string, count: number, type = 'task.updated') =>
  owner.query(
    `INSERT INTO event (organization_id, type, subject_id, client_id, data, actor_kind)
     SELECT $1, $3, new_id(), new_id(), jsonb_build_object('n', n, 'kind', 'thank_you'), 'job' FROM generate_series(1, $2::int) n`,
    [organizationId, count, type],
  )

/** Pauses as tests can wait for them. */
export const quick: Partial<DeliveryPace> = {
  ...{ pauses: Array.from({ length: 40 }, () => 0.05), timeoutMs: 400, leaseSeconds: 2, lookEvery: 25 },
  ...{ longestRest: 0.2, drain: 500 },
}

const quiet = { info: () => undefined, warn: () => undefined }

/** The production delivery as the worker's role, to addresses of this machine. */
export function startDelivery(url: string, pace: Partial<DeliveryPace> = {}, log = quiet) {
  const pool = createWorkerPool(url, false, 2)
  const outgoing = createOutgoing({ allow: parseAllowedNetworks('127.0.0.0/8') })
  const delivery = runWebhookDelivery({
    ...{ pool, outgoing, log, publicUrl: 'http://localhost:3000', pace: { ...quick, ...pace } },
  })
  const end = async () => {
    await delivery.stop()
    await outgoing.close()
    await pool.end()
  }
  let ended: Promise<void> | undefined
  return {
    wake: delivery.wake,
    stop() {
      ended ??= end()
      return ended
    },
  }
}

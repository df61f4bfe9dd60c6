import { createHash } from 'node:crypto'
import { DomainError } from './errors.ts'
import type { Scope } from './scope.ts'
import { seal, unseal } from './sealed.ts'
import { hashSecret } from './secrets.ts'

/** A request that must have its effect once, however often it is sent. */
export interface IdempotentRequest {
  /** The caller's Idempotency-Key. */
  readonly key: string
  /** What it was sent to. */
  readonly path: string
  /** Of what was sent, so that a key is not used for something else. */
  readonly requestHash: Buffer
}

/** Hours for which an answer is kept. */
export const keptHours = 24

const purpose = 'answer of an idempotent request'
const secretOf = (key: string): Buffer => createHash('sha256').update(key).digest()

/**
 * Runs `work`, or gives back what it gave the first time: the record commits with the effect. While the first is still
 * running, the second gets 409; a lock that ends with the transaction says so, hence a process that dies leaves none.
 * Throws `conflict` then, and `rule-violated` when the key came with another request.
 */
export async function once<Output>(
  scope: Scope,
  request: IdempotentRequest,
  work: () => Promise<Output>,
): Promise<Output> {
  const known = await recall<Output>(scope, request)
  if (known) return known.output
  const output = await work()
  await remember(scope, request, output)
  return output
}

/** What the request gave the first time; null when it is the first, and nobody else's until the transaction ends. */
export async function recall<Output>(
  { db, organizationId, actor }: Scope,
  { key, path, requestHash }: IdempotentRequest,
): Promise<{ output: Output } | null> {
  const keyHash = hashSecret('idempotency key', key)
  const [{ locked }] = await db.query(
    'SELECT pg_try_advisory_xact_lock(hashtextextended(concat_ws($5, $1::text, $2::text, $3::text, encode($4, $6)), 0)) AS locked',
    [organizationId, actor.id, path, keyHash, '/', 'hex'],
  )
  if (!locked) throw stillRunning()
  const [found] = await db.query(
    `SELECT request_hash, answer FROM idempotency_record WHERE organization_id = $1 AND actor_id = $2 AND path = $3
       AND key_hash = $4 AND created_at > now() - make_interval(hours => $5)`,
    [organizationId, actor.id, path, keyHash, keptHours],
  )
  if (!found) return null
  if (!requestHash.equals(found.request_hash)) throw anotherRequest()
  return { output: JSON.parse(unseal(secretOf(key), purpose, found.answer) as string) as Output }
}

/** Keeps what a request gave, with its effect. A record that has outlived its day gives way. */
export async function remember(
  { db, organizationId, actor }: Scope,
  { key, path, requestHash }: IdempotentRequest,
  output: unknown,
): Promise<void> {
  await db.query(
    `INSERT INTO idempotency_record AS r (organization_id, actor_id, path, key_hash, request_hash, answer)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (organization_id, actor_id, path, key_hash)
     DO UPDATE SET request_hash = excluded.request_hash, answer = excluded.answer, created_at = now()`,
    [
      organizationId,
      actor.id,
      path,
      hashSecret('idempotency key', key),
      requestHash,
      seal(secretOf(key), purpose, JSON.stringify(output ?? null)),
    ],
  )
}

const stillRunning = (): DomainError =>
  new DomainError(
    'conflict',
    'The first request with this Idempotency-Key is still running. Ask again in a second.',
    [
      {
        pointer: 'Idempotency-Key',
        code: 'request_in_progress',
        message: 'is of a request that is still running',
      },
    ],
    { 'retry-after': '1' },
  )

const anotherRequest = (): DomainError =>
  new DomainError('rule-violated', 'This Idempotency-Key was sent with another request. Take a new one.', [
    {
      pointer: 'Idempotency-Key',
      code: 'key_reused',
      message: 'was sent with another request within 24 hours',
    },
  ])

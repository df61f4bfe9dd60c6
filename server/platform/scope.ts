import type { PoolClient } from 'pg'
import type { DataSource, EntityManager, QueryRunner } from 'typeorm'
import { type Permission, roleMay } from '../domain/permissions.ts'
import type { Locale, Role } from '../domain/vocabulary.ts'
import type { Actor, Caller } from './actor.ts'
import { DomainError, isDeadlock } from './errors.ts'
import { type NewEvent, writeEvents } from './outbox.ts'

/** What a service works with: the caller, their organization, one open transaction, its moment. */
export interface Scope {
  readonly actor: Actor
  readonly organizationId: string
  /** The language of sentences in the answer. */
  readonly locale: Locale
  readonly db: EntityManager
  /** The transaction's moment by app_now(), in milliseconds. */
  readonly now: Date
  /** Queues an event; it is written in this transaction just before it commits. */
  emit(event: NewEvent): void
  /** After the commit, wakes the sweep if it would sleep past this moment. */
  wakeAt(moment: Date): void
}

/** What opening a scope needs of the process. */
export interface ScopeSource {
  readonly api: DataSource
  readonly testClock: boolean
  /** Tells the workers, after a commit, of the earliest moment that it brought. */
  wake(moment: Date): void
}

interface SessionRow {
  role: Role | null
  id: string
  member_id: string | null
  client_id: string | null
  name: string
  locale: Locale
  time_zone: string
  now: Date
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

const quoted = (id: string): string => {
  if (!uuid.test(id))
    throw new DomainError('unauthorized', 'The access token is not valid here. Log in again.')
  return `'${id}'`
}

/** Sent with BEGIN in one round trip: the tenant, the time limits, and who the caller is by now. */
const openingFor = (caller: Caller, testClock: boolean): string => `BEGIN;
${settings(caller.organizationId, testClock)}
SELECT CASE WHEN m.active THEN m.role WHEN c.id IS NOT NULL THEN 'client' END AS role,
  coalesce(m.id, c.id) AS id, s.member_id, s.client_id, coalesce(m.name, c.name) AS name,
  coalesce(m.locale, c.locale) AS locale, coalesce(m.time_zone, c.time_zone) AS time_zone, app_now() AS now
FROM session s
LEFT JOIN member m ON m.organization_id = s.organization_id AND m.id = s.member_id
LEFT JOIN client c ON c.organization_id = s.organization_id AND c.id = s.client_id AND c.deleted_at IS NULL AND c.status <> 'archived'
WHERE s.organization_id = ${quoted(caller.organizationId)} AND s.id = ${quoted(caller.sessionId)}
  AND s.ended_at IS NULL AND s.expires_at > now()`

const settings = (organizationId: string, testClock: boolean): string =>
  `SELECT set_config('app.organization_id', ${quoted(organizationId)}, true),
  set_config('statement_timeout', '15s', true), set_config('idle_in_transaction_session_timeout', '30s', true)${
    testClock ? `, set_config('app.test_clock', '1', true)` : ''
  };`

/**
 * Runs `work` in one transaction as the caller, whose role is read anew. Commits when it returns, with its events;
 * rolls back when it throws. Throws `unauthorized` when the login has ended, `forbidden` without the permission.
 */
export function withScope<T>(
  source: ScopeSource,
  caller: Caller,
  permission: Permission,
  work: (scope: Scope) => Promise<T>,
): Promise<T> {
  return inTransaction(source, openingFor(caller, source.testClock), async (rows, db, effects) => {
    const row = rows.at(-1)?.[0] as SessionRow | undefined
    if (!row?.role) throw new DomainError('unauthorized', 'This login has ended. Log in again.')
    if (!roleMay(row.role, permission))
      throw new DomainError('forbidden', `The role ${row.role} may not do this.`)
    const actor: Actor = {
      organizationId: caller.organizationId,
      accountId: caller.accountId,
      sessionId: caller.sessionId,
      role: row.role,
      id: row.id,
      memberId: row.member_id,
      clientId: row.client_id,
      name: row.name,
      locale: row.locale,
      timeZone: row.time_zone,
    }
    const scope = {
      actor,
      organizationId: actor.organizationId,
      locale: caller.locale ?? row.locale,
      db,
      now: row.now,
      ...effects.of(actor),
    }
    return work(scope)
  })
}

/** One transaction inside an organization for what happens before a caller is known (login, set-up). */
export function withOrganization<T>(
  source: ScopeSource,
  organizationId: string,
  work: (db: EntityManager) => Promise<T>,
): Promise<T> {
  return inTransaction(source, `BEGIN; ${settings(organizationId, source.testClock)}`, (_rows, db) =>
    work(db),
  )
}

interface Effects {
  of(actor: Actor): Pick<Scope, 'emit' | 'wakeAt'>
}

async function inTransaction<T>(
  source: ScopeSource,
  opening: string,
  work: (rows: unknown[][], db: EntityManager, effects: Effects) => Promise<T>,
): Promise<T> {
  const runner: QueryRunner & { isTransactionActive: boolean } = source.api.createQueryRunner()
  const client: PoolClient = await runner.connect()
  try {
    const opened = (await client.query(opening)) as unknown as { rows: unknown[] }[]
    runner.isTransactionActive = true
    const pending: { events: NewEvent[]; actor?: Actor; wakeAt?: Date } = { events: [] }
    const result = await work(
      opened.map(({ rows }) => rows),
      runner.manager,
      {
        of(actor) {
          pending.actor = actor
          return {
            emit: (event) => void pending.events.push(event),
            wakeAt: (moment) => {
              if (!pending.wakeAt || moment < pending.wakeAt) pending.wakeAt = moment
            },
          }
        },
      },
    )
    if (pending.actor) await writeEvents(runner.manager, pending.actor, pending.events)
    await client.query('COMMIT')
    if (pending.wakeAt) source.wake(pending.wakeAt)
    return result
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {}) // a broken connection has rolled back already
    throw error
  } finally {
    runner.isTransactionActive = false
    await runner.release()
  }
}

/** What can be done, with the permission that it needs. REST, GraphQL and jobs all enter here. */
export interface Action<Input, Output> {
  readonly permission: Permission
  readonly run: (scope: Scope, input: Input) => Promise<Output>
}

export const action = <Input, Output>(
  permission: Permission,
  run: (scope: Scope, input: Input) => Promise<Output>,
): Action<Input, Output> => ({ permission, run })

const tries = 3

/**
 * Performs an action in a transaction of its own. Two that wait for each other are one too many for the database, which
 * ends one of them; that one has written nothing and is performed again.
 */
export async function perform<Input, Output>(
  source: ScopeSource,
  caller: Caller,
  { permission, run }: Action<Input, Output>,
  input: Input,
): Promise<Output> {
  for (let left = tries; ; left--) {
    try {
      return await withScope(source, caller, permission, (scope) => run(scope, input))
    } catch (error) {
      if (left <= 1 || !isDeadlock(error)) throw error
    }
  }
}

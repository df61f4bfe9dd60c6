import type { PoolClient } from 'pg'
import type { DataSource, EntityManager, QueryRunner } from 'typeorm'
import { actorMay, type Permission } from '../domain/permissions.ts'
import type { Locale } from '../domain/vocabulary.ts'
import type { Actor, Caller } from './actor.ts'
import { DomainError, isDeadlock } from './errors.ts'
import { once } from './idempotency.ts'
import { localDate } from './local-date.ts'
import { type NewEvent, writeEvents } from './outbox.ts'

/** What a service works with: the caller, their organization, one open transaction, its moment. */
export interface Scope {
  readonly actor: Actor
  readonly organizationId: string
  /** The language of sentences in the answer. */
  readonly locale: Locale
  readonly db: EntityManager
  /** Statements may be prepared on this connection: it leads to the database and not to a pooler, which has others. */
  readonly prepares: boolean
  /** The transaction's moment by app_now(), in milliseconds. */
  readonly now: Date
  /** The organization's date by its own zone, as YYYY-MM-DD: what ends on a day counts through it. */
  readonly today: string
  /** What clients keep from the caller by their consent. */
  readonly withheld: Withheld
  /** Queues an event; it is written in this transaction just before it commits. */
  emit(event: NewEvent): void
  /** After the commit, wakes the sweep if it would sleep past this moment. */
  wakeAt(moment: Date): void
}

/** A part that clients can withhold: opportunities with all that hangs on them, notes, the people whom they met. */
export type ConsentPart = 'pipeline' | 'notes' | 'contacts'

/** Ids of the clients who withhold a part; few, and none from a client themselves. */
export interface Withheld {
  readonly pipeline: ReadonlySet<string>
  readonly notes: ReadonlySet<string>
  readonly contacts: ReadonlySet<string>
}

/** What opening a scope needs of the process. */
export interface ScopeSource {
  readonly api: DataSource
  readonly testClock: boolean
  /** Tells the workers, after a commit, of the earliest moment that it brought. */
  wake(moment: Date): void
  /** Tells who listens, after a commit, that this organization has new events. */
  told?(organizationId: string): void
}

/** Who a caller is by now, as the database says it in JSON (migrations/sql/opening.ts). */
interface CallerRow {
  role: Actor['role']
  id: string
  name: string
  locale: Locale
  time_zone: string
  organization_time_zone: string
  now: string
  /** Of people alone. */
  member_id?: string | null
  client_id?: string | null
  must_enrol?: boolean | null
  /** Of keys alone. */
  scopes?: string[]
  restricted?: boolean
  /** Few: those who withhold something, or whose consent ends about now. */
  withholding: ({ id: string; endsOn: string | null } & Record<ConsentPart, boolean>)[] | null
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

const quoted = (id: string | null): string => {
  if (!id || !uuid.test(id))
    throw new DomainError('unauthorized', 'The access token is not valid here. Log in again.')
  return `'${id}'`
}

/**
 * Sent with BEGIN in one round trip: the tenant, the time limits, where the request came from, and who the caller is by
 * now, with the few clients who withhold something (migrations/sql/opening.ts).
 */
const openingFor = (caller: Caller, testClock: boolean): string => {
  const { organizationId, sessionId, keyId, feedId, reminderId } = caller
  const whose = keyId
    ? `open_as_key(${quoted(organizationId)}, ${quoted(keyId)}`
    : feedId
      ? `open_as_feed(${quoted(organizationId)}, ${quoted(feedId)}`
      : reminderId
        ? `open_as_reminded(${quoted(organizationId)}, ${quoted(reminderId)}`
        : `open_as_person(${quoted(organizationId)}, ${quoted(sessionId)}`
  return `BEGIN; SELECT ${whose}, ${testClock}, ${literal(originOf(caller))}) AS caller, pg_backend_pid() AS pid`
}

const settings = (organizationId: string, testClock: boolean, origin?: Origin): string =>
  `SELECT set_config('app.organization_id', ${quoted(organizationId)}, true),
  set_config('statement_timeout', '15s', true), set_config('idle_in_transaction_session_timeout', '30s', true)${
    testClock ? `, set_config('app.test_clock', '1', true)` : ''
  }${origin ? `, set_config('app.origin', ${literal(origin)}, true)` : ''};`

/** As a literal of JSON. */
const literal = (value: object): string => `'${JSON.stringify(value).replaceAll(`'`, `''`)}'`

const originOf = ({ ip, requestId, sessionId, keyId }: Caller) => ({ ip, requestId, sessionId, keyId })

/**
 * Runs `work` in one transaction as the caller, whose role is read anew. Commits when it returns, with its events;
 * rolls back when it throws. Throws `unauthorized` when the login has ended, `forbidden` without the permission.
 * With null as permission, `work` asks {@link requirePermission} itself.
 */
export function withScope<T>(
  source: ScopeSource,
  caller: Caller,
  permission: Permission | null,
  work: (scope: Scope) => Promise<T>,
): Promise<T> {
  return inTransaction(
    source,
    openingFor(caller, source.testClock),
    async ({ rows, client }, db, effects) => {
      const [opened] = (rows.at(-1) ?? []) as { caller: CallerRow | null; pid: number }[]
      const row = opened?.caller
      if (!row)
        throw new DomainError(
          'unauthorized',
          caller.keyId ? 'This API key is not valid.' : 'This login has ended. Log in again.',
        )
      const actor = actorOf(caller, row)
      const now = new Date(row.now)
      if (permission) requirePermission(actor, permission)
      let today: string | undefined
      let withheld: Withheld | undefined
      const scope: Scope = {
        actor,
        organizationId: actor.organizationId,
        locale: caller.locale ?? row.locale,
        db,
        // A pooler makes up a process of its own for each connection.
        prepares: opened?.pid === client.processID,
        now,
        get today() {
          today ??= localDate(now, row.organization_time_zone)
          return today
        },
        get withheld() {
          withheld ??= withheldFrom(actor, row, this.today)
          return withheld
        },
        ...effects.of(actor),
      }
      return work(scope)
    },
  )
}

const actorOf = (caller: Caller, row: CallerRow): Actor => ({
  organizationId: caller.organizationId,
  kind: row.role === 'key' || row.role === 'client' ? row.role : 'member',
  role: row.role,
  id: row.id,
  accountId: caller.accountId,
  sessionId: caller.sessionId,
  memberId: row.member_id ?? null,
  clientId: row.client_id ?? null,
  keyId: caller.keyId,
  scopes: row.scopes ? new Set(row.scopes) : none,
  restricted: row.restricted ?? false,
  mustEnrol: row.must_enrol ?? false,
  name: row.name,
  locale: row.locale,
  timeZone: row.time_zone,
})

const none: ReadonlySet<string> = new Set()
const nothingWithheld: Withheld = { pipeline: none, notes: none, contacts: none }

function withheldFrom(actor: Actor, { withholding }: CallerRow, today: string): Withheld {
  if (!withholding || actor.role === 'client') return nothingWithheld
  const idsOf = (part: ConsentPart) =>
    new Set(
      withholding
        .filter((one) => !one[part] || (one.endsOn !== null && one.endsOn < today))
        .map(({ id }) => id),
    )
  return { pipeline: idsOf('pipeline'), notes: idsOf('notes'), contacts: idsOf('contacts') }
}

/**
 * Throws `forbidden` when the caller's role or the key's scopes do not hold the permission, `second-factor-required` when
 * they have to set up a second factor first.
 */
export function requirePermission(actor: Actor, permission: Permission): void {
  if (actor.mustEnrol && permission !== 'login')
    throw new DomainError(
      'second-factor-required',
      'Your practice asks you for a second factor. Set yours up in your account, then go on.',
    )
  if (actorMay(actor, permission)) return
  throw new DomainError(
    'forbidden',
    actor.role === 'key'
      ? `This API key lacks the scope ${permission}.`
      : `The role ${actor.role} may not do this.`,
  )
}

/** Where something came from that happens before a caller is known, for the activity log. */
export interface Origin {
  readonly ip: string | null
  readonly requestId?: string | null
  /** By what somebody logged in. */
  readonly method?: string
}

/** One transaction inside an organization for what happens before a caller is known (login, set-up). */
export function withOrganization<T>(
  source: ScopeSource,
  organizationId: string,
  work: (db: EntityManager) => Promise<T>,
  origin?: Origin,
): Promise<T> {
  const opening = `BEGIN; ${settings(organizationId, source.testClock, origin)}`
  return inTransaction(source, opening, (_opened, db) => work(db))
}

interface Opened {
  /** Of each statement of the opening. */
  rows: unknown[][]
  client: PoolClient & { processID?: number | null }
}

interface Effects {
  of(actor: Actor): Pick<Scope, 'emit' | 'wakeAt'>
}

async function inTransaction<T>(
  source: ScopeSource,
  opening: string,
  work: (opened: Opened, db: EntityManager, effects: Effects) => Promise<T>,
): Promise<T> {
  const runner: QueryRunner & { isTransactionActive: boolean } = source.api.createQueryRunner()
  const client: PoolClient = await runner.connect()
  try {
    const opened = (await client.query(opening)) as unknown as { rows: unknown[] }[]
    runner.isTransactionActive = true
    const pending: { events: NewEvent[]; actor?: Actor; wakeAt?: Date } = { events: [] }
    const result = await work({ rows: opened.map(({ rows }) => rows), client }, runner.manager, {
      of(actor) {
        pending.actor = actor
        return {
          emit: (event) => void pending.events.push(event),
          wakeAt: (moment) => {
            if (!pending.wakeAt || moment < pending.wakeAt) pending.wakeAt = moment
          },
        }
      },
    })
    if (pending.actor) await writeEvents(runner.manager, pending.actor, pending.events)
    await client.query('COMMIT')
    if (pending.wakeAt) source.wake(pending.wakeAt)
    if (pending.actor && pending.events.length > 0) source.told?.(pending.actor.organizationId)
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
 * ends one of them; that one has written nothing and is performed again. With an Idempotency-Key the effect happens once.
 */
export async function perform<Input, Output>(
  source: ScopeSource,
  caller: Caller,
  { permission, run }: Action<Input, Output>,
  input: Input,
): Promise<Output> {
  for (let left = tries; ; left--) {
    try {
      return await withScope(source, caller, permission, (scope) =>
        caller.idempotent ? once(scope, caller.idempotent, () => run(scope, input)) : run(scope, input),
      )
    } catch (error) {
      if (left <= 1 || !isDeadlock(error)) throw error
    }
  }
}

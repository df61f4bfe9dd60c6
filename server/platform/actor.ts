import type { Locale, Role } from '../domain/vocabulary.ts'
import type { IdempotentRequest } from './idempotency.ts'

/**
 * Who a token or key says is calling: ids only. What they may do is read anew from the database with each request.
 * Either `sessionId` or `keyId` is set.
 */
export interface Caller {
  readonly organizationId: string
  readonly sessionId: string | null
  readonly accountId: string | null
  readonly keyId: string | null
  /** Set instead of both when a calendar is asked for by its secret address. */
  readonly feedId?: string
  /** Set instead of them when somebody acts by the link of a reminder. */
  readonly reminderId?: string
  /** The language to answer in, from Accept-Language; null: the reader's own. */
  readonly locale: Locale | null
  /** Where the request came from, for the activity log. */
  readonly ip: string | null
  readonly requestId: string | null
  /** Set when the request came with an Idempotency-Key. */
  readonly idempotent?: IdempotentRequest
}

/** The caller as the database knows them now. */
export interface Actor {
  readonly organizationId: string
  readonly kind: 'member' | 'client' | 'key'
  readonly role: Role | 'key'
  /** The member's, client's or key's id. */
  readonly id: string
  readonly accountId: string | null
  readonly sessionId: string | null
  readonly memberId: string | null
  readonly clientId: string | null
  readonly keyId: string | null
  /** What a key may do; empty for people, whose role says it. */
  readonly scopes: ReadonlySet<string>
  /** A key that is restricted to named clients. */
  readonly restricted: boolean
  /** The organization asks for a second factor, and this login has shown none: nothing else may be done first. */
  readonly mustEnrol: boolean
  readonly name: string
  readonly locale: Locale
  readonly timeZone: string
}

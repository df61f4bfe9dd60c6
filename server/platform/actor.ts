import type { Locale, Role } from '../domain/vocabulary.ts'

/** Who a token says is calling: ids only. What they may do is read anew from the database with each request. */
export interface Caller {
  readonly organizationId: string
  readonly sessionId: string
  readonly accountId: string
  /** The language to answer in, from Accept-Language; null: the reader's own. */
  readonly locale: Locale | null
}

/** The caller as the database knows them now. */
export interface Actor {
  readonly organizationId: string
  readonly accountId: string
  readonly sessionId: string
  readonly role: Role
  /** The member's or client's id. */
  readonly id: string
  readonly memberId: string | null
  readonly clientId: string | null
  readonly name: string
  readonly locale: Locale
  readonly timeZone: string
}

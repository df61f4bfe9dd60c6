import type { KeyScope } from '../../server/domain/permissions.ts'
import type { Actor, Standing } from './actors.ts'
import type { Noun } from './world.ts'

/*
 * Who may what, said a second time: by the table in the decisions and the contract, not by the server's own rules.
 * One entry (or several cases of it) for each operation of the API. A route without one fails the matrix.
 */

/** Whose role lets them ask at all; `standing` is then what they need to be to the client. */
export type Row =
  | 'open' // answers anybody, and tells nobody anything
  | 'self' // any person about themselves; no key
  | 'read'
  | 'write'
  | 'manage' // reassign, coverage, pause, archive
  | 'carry' // erase, export: admins, and clients themselves where it is said
  | 'asking' // the client alone
  | 'staff' // members; keys with the scope
  | 'shared' // what all of the organization may read
  | 'reports'
  | 'admins'

export interface Operation {
  row: Row
  /** What a key needs; null: no key may. */
  scope: KeyScope | null
  path?: Record<string, Noun>
  /** What stands in the path and is no id of an organization's. */
  fixed?: Record<string, string>
  query?: Record<string, Noun>
  /** Where ids stand in the body, by JSON pointer. */
  refs?: Record<string, Noun>
  body?: object
  /** Fields of the body that repeat an id of the path. */
  repeats?: Record<string, string>
  /** Ids in the body that this case leaves out on purpose. */
  unset?: readonly string[]
  /** What it may answer beside 2xx where it is allowed: a conflict that comes with time. */
  or?: readonly number[]
  /** Who may, where it is others than the row says. */
  standings?: readonly Standing[]
  /** Beside the row: only who this says, of those whom the row lets ask. */
  only?: (actor: Actor, ids: Record<string, string>) => boolean
  /** The answer has a result for each thing in the body; that of the first is judged. */
  perItem?: boolean
  /** Headers beside the token. */
  headers?: Record<string, string>
}

const forRow: Record<Row, readonly Standing[]> = {
  open: [],
  self: [],
  read: ['admin', 'primary', 'coaching', 'viewing', 'self', 'key'],
  write: ['admin', 'primary', 'coaching', 'self', 'key'],
  manage: ['admin', 'primary', 'key'],
  carry: ['admin', 'self'],
  asking: ['self'],
  staff: ['admin', 'primary', 'coaching', 'viewing', 'self', 'key'],
  shared: ['admin', 'primary', 'coaching', 'viewing', 'self', 'key'],
  reports: ['admin', 'primary', 'coaching', 'viewing', 'key'],
  admins: ['admin'],
}

/** The standings to a client with which an operation may be done. */
export const standingsFor = ({ row, standings }: Operation): readonly Standing[] => standings ?? forRow[row]

/** Who may not even ask: by role, or for want of a key's scope. */
export function isBarred({ row, scope }: Operation, { kind, scopes }: Actor): boolean {
  if (kind === 'key') return scope === null || !scopes.has(scope)
  if (row === 'admins') return kind !== 'admin'
  if (row === 'staff' || row === 'reports') return kind === 'client'
  if (row === 'asking') return kind !== 'client'
  return false
}

/** A verb of a task. */
export const task = (
  verb: string,
  noun: Noun = 'task',
  more: Partial<Operation> = {},
): Record<string, Operation> => ({
  [`POST /v1/tasks/:id/${verb}`]: {
    row: 'write',
    scope: 'tasks:write',
    path: { id: noun },
    body: {},
    ...more,
  },
})

/** DELETE and POST …/restore; what is there can be brought back, and nothing happens. */
export const removal = (
  path: string,
  noun: Noun,
  row: Row,
  scope: KeyScope,
  more: Partial<Operation> = {},
): Record<string, Operation> => ({
  [`DELETE ${path}/:id`]: { row, scope, path: { id: noun }, ...more },
  [`POST ${path}/:id/restore`]: { row, scope, path: { id: noun }, ...more },
})

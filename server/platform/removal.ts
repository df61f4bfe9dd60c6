import type { EntitySchema, SelectQueryBuilder } from 'typeorm'
import type { Permission } from '../domain/permissions.ts'
import type { VersionedRow } from './columns.ts'
import { notFound } from './errors.ts'
import { firstRow, oneOf, rowsByIds, updateRow } from './query.ts'
import { type Action, action, type Scope } from './scope.ts'

/** Days for which what was removed can be brought back. */
export const restorableDays = 30
const restorableMilliseconds = restorableDays * 86_400_000

export interface RemovableRow extends VersionedRow {
  deletedAt: Date | null
}

/** Which record, and a check that is told the stored version first. */
export interface Removing {
  id: string
  check: (storedVersion: number) => void
}

/** How records of one kind are removed and brought back. */
interface Removable<Row extends RemovableRow, Shown> {
  /** As in the types of its events. */
  noun: string
  permission: Permission
  entity: EntitySchema<Row>
  /** Those that the caller would see if nothing had been removed. */
  known(scope: Scope): SelectQueryBuilder<Row>
  /** Throws unless the caller may change it. */
  require(scope: Scope, row: Row): Promise<void> | void
  clientOf(row: Row): string | null
  present(scope: Scope, row: Row): Promise<Shown> | Shown
  /** When it went, where that is not the transaction's moment. */
  momentOf?(scope: Scope, row: Row): Promise<Date>
  /** What else changes in the row when it goes, and when it comes back. */
  going?(scope: Scope, row: Row): Partial<Row>
  returning?(scope: Scope, row: Row): Partial<Row>
  /** Throws when what it belongs to is gone itself. */
  requireHome?(scope: Scope, row: Row): Promise<void>
  tell?(scope: Scope, verb: 'deleted' | 'restored', row: Row): void
}

/** Before and after; the same row twice when there was nothing to do. */
export interface Moved<Row> {
  before: Row
  after: Row
}

export interface Removal<Row, Shown> {
  remove: Action<Removing, Moved<Row>>
  restore: Action<Removing, Moved<Row>>
  present(scope: Scope, row: Row): Promise<Shown> | Shown
}

/**
 * Removing is soft: the row stays, for {@link restorableDays} days it can come back as it was, and what refers to it keeps
 * doing so. It is in no list any more, and no new reference may name it.
 */
export function removal<Row extends RemovableRow, Shown>(kind: Removable<Row, Shown>): Removal<Row, Shown> {
  const { noun, permission, entity } = kind
  const tell = (scope: Scope, verb: 'deleted' | 'restored', row: Row) => {
    if (kind.tell) kind.tell(scope, verb, row)
    else scope.emit({ type: `${noun}.${verb}`, subjectId: row.id, clientId: kind.clientOf(row) })
  }
  const required = async (scope: Scope, query: SelectQueryBuilder<Row>, { id, check }: Removing) => {
    const row = await oneOf(query, id, true)
    if (!row) throw notFound(noun)
    await kind.require(scope, row)
    check(row.version)
    return row
  }
  const change = async (scope: Scope, before: Row, patch: Partial<RemovableRow>): Promise<Moved<Row>> => {
    await updateRow(scope, entity, before.id, patch as Partial<Row>)
    const after = firstRow(await rowsByIds(scope, entity, [before.id]))
    tell(scope, after.deletedAt ? 'deleted' : 'restored', after)
    return { before, after }
  }
  return {
    present: kind.present,
    remove: action(permission, async (scope, removing) => {
      const row = await required(scope, kind.known(scope).andWhere('t.deletedAt IS NULL'), removing)
      const deletedAt = (await kind.momentOf?.(scope, row)) ?? scope.now
      return change(scope, row, { ...kind.going?.(scope, row), deletedAt })
    }),
    restore: action(permission, async (scope, removing) => {
      const since = new Date(scope.now.getTime() - restorableMilliseconds)
      const query = kind.known(scope).andWhere('(t.deletedAt IS NULL OR t.deletedAt > :since)', { since })
      const row = await required(scope, query, removing)
      if (!row.deletedAt) return { before: row, after: row }
      await kind.requireHome?.(scope, row)
      return change(scope, row, { ...kind.returning?.(scope, row), deletedAt: null })
    }),
  }
}

/** Bringing back, as a route performs it: with the record as it is shown. */
export const restoring = <Row extends RemovableRow, Shown>(
  { restore, present }: Removal<Row, Shown>,
  then: (scope: Scope, moved: Moved<Row>) => Promise<Row> = async (_scope, { after }) => after,
): Action<Removing, Shown> =>
  action(restore.permission, async (scope, removing) =>
    present(scope, await then(scope, await restore.run(scope, removing))),
  )

/** Removing, as a route performs it: without an answer. */
export const removing = <Row extends RemovableRow, Shown>(
  { remove }: Removal<Row, Shown>,
  then: (scope: Scope, moved: Moved<Row>) => Promise<unknown> = async () => {},
): Action<Removing, null> =>
  action(remove.permission, async (scope, wanted) => {
    await then(scope, await remove.run(scope, wanted))
    return null
  })

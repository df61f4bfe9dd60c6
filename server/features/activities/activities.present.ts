import type { Static } from 'typebox'
import { instant } from '../../platform/schema.ts'
import type { Scope } from '../../platform/scope.ts'
import { recordNames } from './activities.names.ts'
import type { Activity } from './activities.schema.ts'
import { type ActivityRow, actorNames } from './activities.store.ts'

/** What consent for notes covers. */
const noteFields = ['notes', 'note', 'words']

/** Activities as they go out: who did it by name, and without what the caller may not see. */
export async function presentActivities(
  scope: Scope,
  rows: readonly ActivityRow[],
): Promise<Static<typeof Activity>[]> {
  const names = await actorNames(scope, rows)
  const called = await recordNames(scope, rows)
  const withheldOf = ({ recordType, recordId, clientId, changes }: ActivityRow): string[] => {
    const fields = Object.keys(changes)
    if (recordType === 'contact' && !called.has(recordId)) return fields
    return clientId && scope.withheld.notes.has(clientId)
      ? fields.filter((field) => noteFields.includes(field))
      : []
  }
  return rows.map((row) => {
    const withheld = withheldOf(row)
    const { actor } = scope
    const traced = actor.role === 'admin' || row.actorId === actor.id
    return {
      id: row.id,
      organizationId: scope.organizationId,
      occurredAt: instant(row.occurredAt),
      recordType: row.recordType,
      recordId: row.recordId,
      recordName: called.get(row.recordId) ?? null,
      part: row.part,
      clientId: row.clientId,
      verb: row.verb,
      changes: shown(row.changes, withheld),
      withheld,
      actor: { kind: row.actorKind, id: row.actorId, name: nameOf(scope, row, names) },
      sessionId: traced ? row.sessionId : null,
      ip: traced ? row.ip : null,
      requestId: traced ? row.requestId : null,
    }
  })
}

const nameOf = (
  { actor }: Scope,
  { actorId }: ActivityRow,
  names: ReadonlyMap<string, string>,
): string | null => (actorId === actor.id ? actor.name : (names.get(actorId ?? '') ?? null))

const shown = (changes: ActivityRow['changes'], withheld: readonly string[]) =>
  Object.fromEntries(
    Object.entries(changes)
      .filter(([field]) => !withheld.includes(field))
      .map(([field, values]) => [field, field.endsWith('At') ? values.map(moment) : values]),
  )

/** The database writes moments in its own zone. */
const moment = (value: unknown): unknown => (typeof value === 'string' ? instant(new Date(value)) : value)

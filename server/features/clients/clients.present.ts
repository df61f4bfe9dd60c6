import type { Static } from 'typebox'
import { instant } from '../../platform/schema.ts'
import type { Scope } from '../../platform/scope.ts'
import { type Relation, relationsTo } from './clients.access.ts'
import type { ClientRow } from './clients.entity.ts'
import type { Client } from './clients.schema.ts'
import { openTasksOf } from './clients.store.ts'

/** Clients as they go out, with what is open: one statement for all of them. */
export async function presentClients(
  scope: Scope,
  rows: readonly ClientRow[],
): Promise<Static<typeof Client>[]> {
  const ids = rows.map(({ id }) => id)
  const open = new Map((await openTasksOf(scope, ids)).map((row) => [row.client_id, row]))
  const relations = await relationsTo(scope, ids)
  return rows.map((row) => {
    const shown = scope.withheld.pipeline.has(row.id) ? undefined : open.get(row.id)
    const { overdue = 0, due = 0, scheduled = 0, next = null } = shown ?? {}
    return {
      id: row.id,
      organizationId: row.organizationId,
      primaryCoachId: row.primaryCoachId,
      name: row.name,
      email: row.email,
      phone: row.phone,
      timeZone: row.timeZone,
      locale: row.locale,
      status: row.status,
      target: row.target,
      access: relations.get(row.id) ?? ('viewing' satisfies Relation),
      openTasks: { overdue, due, scheduled },
      nextTask: next && { ...next, dueAt: utc(next.dueAt), overdueAt: next.overdueAt && utc(next.overdueAt) },
      version: row.version,
      createdAt: instant(row.createdAt),
      updatedAt: instant(row.updatedAt),
    }
  })
}

/** PostgreSQL's JSON gives moments with the connection's offset. */
const utc = (moment: string): string => instant(new Date(moment))

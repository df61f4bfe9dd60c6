import type { ObjectLiteral } from 'typeorm'
import { actorMay, type Permission } from '../../domain/permissions.ts'
import type { Actor } from '../../platform/actor.ts'
import type { Scope } from '../../platform/scope.ts'
import { allowedClients, visibleClients } from '../clients/clients.access.ts'
import { visibleContacts } from '../contacts/contacts.store.ts'
import { visibleEmployers } from '../employers/employers.store.ts'

/*
 * Whose activities a caller sees: what they see the record of. What is not named here, only admins see.
 */

const readers: Readonly<Record<string, Permission>> = {
  client: 'clients:read',
  opportunity: 'opportunities:read',
  interview: 'interviews:read',
  task: 'tasks:read',
  contact: 'contacts:read',
  employer: 'employers:read',
  erasure_request: 'self',
}
/** For keys, which have no clients of their own to look at. */
const ofOrganization: Readonly<Record<string, Permission>> = {
  member: 'members:read',
  coverage: 'members:read',
}

/** The types of record of which the caller may see anything; null: all. */
export function typesFor(actor: Actor): string[] | null {
  if (actor.role === 'admin') return null
  const all = seesAll(actor) ? { ...readers, ...ofOrganization } : readers
  return Object.entries(all)
    .filter(
      ([type, permission]) =>
        actorMay(actor, permission) && !(type === 'erasure_request' && actor.role === 'coach'),
    )
    .map(([type]) => type)
}

/** An admin and a key see the whole organization, but for what clients withhold. */
export const seesAll = ({ role, restricted }: Actor): boolean =>
  role === 'admin' || (role === 'key' && !restricted)

export interface About {
  recordTypes: readonly string[] | null
  recordId?: string | undefined
}

/** The condition for rows of table `a`, with its parameters. `about` spares looking for what was not asked for. */
export function visibleTo(scope: Scope, about: About): { sql: string; parameters: ObjectLiteral } {
  const types = typesFor(scope.actor)
  const ofTypes = types ? 'a.record_type = ANY(:visibleTypes)' : 'true'
  const pipelines = visibleClients(scope)
  const clients = allowedClients(scope)
  const parameters: ObjectLiteral = {
    ...pipelines.parameters,
    ...clients.parameters,
    ...{ visibleTypes: types, withheldPipelines: [...scope.withheld.pipeline] },
  }
  if (seesAll(scope.actor)) {
    const open = `(a.client_id IS NULL OR a.record_type = 'client' OR a.client_id <> ALL(:withheldPipelines))`
    return { sql: `${ofTypes} AND ${open}`, parameters }
  }
  const seen = [
    `(a.client_id IN (${pipelines.sql})) IS TRUE`,
    `(a.record_type = 'client' AND (a.client_id IN (${clients.sql})) IS TRUE)`,
  ]
  // People and places have no client: their history is there for who asks for it.
  for (const [type, query] of [
    ['contact', () => visibleContacts(scope)],
    ['employer', () => visibleEmployers(scope)],
  ] as const) {
    if (!about.recordId && !about.recordTypes?.includes(type)) continue
    const places = query().select('t.id')
    if (about.recordId) places.andWhere('t.id = :recordId', { recordId: about.recordId })
    seen.push(`(a.record_type = '${type}' AND (a.record_id IN (${places.getQuery()})) IS TRUE)`)
    Object.assign(parameters, places.getParameters())
  }
  return { sql: `${ofTypes} AND (${seen.join(' OR ')})`, parameters }
}

import type { Static } from 'typebox'
import { v7 as newId } from 'uuid'
import { attempt, doneOf, fill, onlyOne, toResults } from '../../platform/bulk.ts'
import type { Change } from '../../platform/change.ts'
import { DomainError, invalid, notFound, referenceNotFound } from '../../platform/errors.ts'
import { byId, insertRows, updateRow } from '../../platform/query.ts'
import { action, type Scope } from '../../platform/scope.ts'
import { findMember, membersByIds } from '../members/members.store.ts'
import { mayManage, relationTo } from './clients.access.ts'
import { clientEntity } from './clients.entity.ts'
import { handOver } from './clients.handover.ts'
import { presentClients } from './clients.present.ts'
import type { Client, ClientBody, ClientPatch } from './clients.schema.ts'
import * as store from './clients.store.ts'

export const listClients = action('clients:read', async (scope, filters: store.ClientFilters) => {
  const { data, page } = await store.listClients(scope, filters)
  return { data: await presentClients(scope, data), page }
})

export const getClient = action('clients:read', async (scope, id: string) =>
  one(scope, await required(scope, id)),
)

type NewClient = Static<typeof ClientBody>

/** A new client of the coach who adds them; an admin says whose. */
export const createClient = action('clients:write', async (scope, body: NewClient) =>
  onlyOne(await addClients(scope, [body])),
)

/** Several at once, each with its result. */
export const createClients = action('clients:write', async (scope, bodies: readonly NewClient[]) =>
  toResults(await addClients(scope, bodies), 201),
)

/** As many statements for many as for one. */
async function addClients(scope: Scope, bodies: readonly NewClient[]) {
  const { actor } = scope
  const coachIds = bodies.flatMap(({ primaryCoachId }) => primaryCoachId ?? actor.memberId ?? [])
  const active = new Set((await membersByIds(scope, coachIds)).flatMap((row) => (row.active ? [row.id] : [])))
  const { timeZone, locale } = await organizationDefaults(scope)
  const outcomes = bodies.map((body) =>
    attempt(() => {
      const primaryCoachId = body.primaryCoachId?.toLowerCase() ?? actor.memberId
      if (!primaryCoachId) throw coachMissing()
      if (primaryCoachId !== actor.memberId && actor.role === 'coach')
        throw new DomainError('forbidden', 'Only an admin adds clients for another coach.')
      if (actor.restricted)
        throw new DomainError('forbidden', 'This API key is restricted to named clients and adds no others.')
      if (!active.has(primaryCoachId)) throw referenceNotFound('/primaryCoachId', 'coach')
      return { timeZone, locale, ...body, id: newId(), primaryCoachId }
    }),
  )
  const rows = doneOf(outcomes)
  await insertRows(scope, clientEntity, rows)
  for (const { id } of rows) scope.emit({ type: 'client.created', subjectId: id, clientId: id })
  const added = await store.clientsByIds(
    scope,
    rows.map(({ id }) => id),
  )
  const shown = byId(await presentClients(scope, added))
  return fill(outcomes, ({ id }) => shown.get(id) as Static<typeof Client>)
}

const ofTheirOwn = ['phone', 'timeZone', 'locale']

/** Merge patch, by an admin or the primary coach; clients change how they are reached. A new coach gets the open tasks. */
export const changeClient = action(
  'clients:read',
  async (scope, { id, patch, check }: Change<Static<typeof ClientPatch>>) => {
    const before = await required(scope, id, true)
    const relation = await relationTo(scope, id)
    const mayAll = mayManage(scope, relation)
    const maySome = relation === 'self' && Object.keys(patch).every((field) => ofTheirOwn.includes(field))
    if (!mayAll && !maySome)
      throw new DomainError('forbidden', 'Only the primary coach or an admin may change this.')
    check(before.version)
    const { primaryCoachId } = patch
    if (primaryCoachId) await requireCoach(scope, primaryCoachId)
    await updateRow(scope, clientEntity, id, patch)
    if (primaryCoachId && primaryCoachId !== before.primaryCoachId) await handOver(scope, id, primaryCoachId)
    const after = await store.clientById(scope, id)
    if (after.version !== before.version) scope.emit({ type: 'client.updated', subjectId: id, clientId: id })
    return one(scope, after)
  },
)

/** A key is nobody's coach: it says whose the client is. */
const coachMissing = () =>
  invalid('/primaryCoachId', 'required', 'is missing: an API key says whose client it is')

async function requireCoach(scope: Scope, id: string): Promise<void> {
  if (!(await findMember(scope, id))?.active) throw referenceNotFound('/primaryCoachId', 'coach')
}

async function organizationDefaults(scope: Scope) {
  const [row] = await scope.db.query('SELECT time_zone, locale FROM organization WHERE id = $1', [
    scope.organizationId,
  ])
  return { timeZone: row.time_zone, locale: row.locale }
}

async function one(scope: Scope, row: Awaited<ReturnType<typeof store.clientById>>) {
  const [client] = await presentClients(scope, [row])
  return client as NonNullable<typeof client>
}

async function required(scope: Scope, id: string, lock = false) {
  const row = await store.findClient(scope, id, lock)
  if (!row) throw notFound('client')
  return row
}

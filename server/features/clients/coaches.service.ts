import type { Static } from 'typebox'
import { conflict, DomainError, invalid, notFound } from '../../platform/errors.ts'
import { groupBy } from '../../platform/query.ts'
import type { Knowing } from '../../platform/reading.ts'
import { action, type Scope } from '../../platform/scope.ts'
import { findMember } from '../members/members.store.ts'
import { mayManage, relationTo } from './clients.access.ts'
import { findClient } from './clients.store.ts'
import type { CoachBody } from './coaches.schema.ts'
import * as store from './coaches.store.ts'

/** Who looks after a client, for whoever sees the client. */
export const listCoaches = action('clients:read', async (scope, clientId: string) => {
  const client = await findClient(scope, clientId)
  if (!client) throw notFound('client')
  return { data: (await store.coachesOf(scope, [client.id])).map((row) => toCoach(scope, row)) }
})

/** Who looks after each of these clients, whom the caller sees. */
export const coachesOfClients = action(
  'clients:read',
  async (scope, { parents }: Knowing<{ id: string }>) => {
    const rows = await store.coachesOf(
      scope,
      parents.map(({ id }) => id),
    )
    const groups = groupBy(rows, ({ client_id }) => client_id)
    return new Map([...groups].map(([id, own]) => [id, own.map((row) => toCoach(scope, row))]))
  },
)

const toCoach = ({ today }: Scope, { member_id, name, level, ends_on, covered_by }: store.CoachRow) => ({
  memberId: member_id,
  name,
  level,
  endsOn: ends_on,
  ended: ends_on !== null && ends_on < today,
  coveredBy: covered_by,
})

interface Assignment {
  clientId: string
  memberId: string
}

/** Makes somebody a further coach of a client, or changes their level or end. By an admin, the primary coach, a key. */
export const putCoach = action(
  'clients:read',
  async (scope, { clientId, memberId, body }: Assignment & { body: Static<typeof CoachBody> }) => {
    const client = await manageable(scope, clientId)
    const member = await findMember(scope, memberId)
    if (!member) throw notFound('coach')
    if (!member.active) throw conflict('inactive', 'They do not work here any more.')
    if (member.id === client.primaryCoachId)
      throw conflict(
        'is_primary',
        'They are the primary coach already. Change the primary coach on the client first.',
      )
    if (body.endsOn && body.endsOn < scope.today)
      throw invalid('/endsOn', 'in_the_past', 'must be today or later')
    await store.putCoach(scope, client.id, member.id, body)
    scope.emit({ type: 'client.updated', subjectId: client.id, clientId: client.id })
    return listCoaches.run(scope, client.id)
  },
)

/** Ends what a further coach may see of a client, at once. */
export const removeCoach = action('clients:read', async (scope, { clientId, memberId }: Assignment) => {
  const client = await manageable(scope, clientId)
  if (client.primaryCoachId === memberId.toLowerCase())
    throw conflict('is_primary', 'A client always has a primary coach. Change who it is on the client.')
  if (!(await store.removeCoach(scope, client.id, memberId))) throw notFound('coach of this client')
  scope.emit({ type: 'client.updated', subjectId: client.id, clientId: client.id })
})

async function manageable(scope: Scope, clientId: string) {
  const client = await findClient(scope, clientId, true)
  if (!client) throw notFound('client')
  if (!mayManage(scope, await relationTo(scope, client.id)))
    throw new DomainError(
      'forbidden',
      'Only the primary coach or an admin may change who looks after a client.',
    )
  return client
}

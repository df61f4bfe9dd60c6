import { v7 as newId } from 'uuid'
import { conflict, DomainError, notFound, violatedConstraint, violates } from '../../platform/errors.ts'
import { insertRows, updateRow } from '../../platform/query.ts'
import { instant, maybeInstant } from '../../platform/schema.ts'
import { action, type Scope } from '../../platform/scope.ts'
import { clientsByIds } from '../clients/clients.store.ts'
import { type ErasureRequestRow, erasureRequestEntity } from './erasure.entity.ts'
import * as store from './erasure.store.ts'

interface Erase {
  id: string
  confirm: string
  check: (storedVersion: number) => void
}

/**
 * Erases a person for good: what remains are numbers. Asked again, it answers the same. Throws `not-found`,
 * `version-mismatch`, and `rule-violated` when `confirm` is neither the name nor the id.
 */
const eraseOne = (kind: 'client' | 'contact') =>
  action('privacy:write', async (scope, { id, confirm, check }: Erase) => {
    const found = await store.findErasable(scope, kind, id)
    if (!found) return answer(await store.erasedBefore(scope, kind, id), kind, id)
    check(found.version)
    if (!isConfirmed(confirm, found))
      throw violates('/confirm', 'confirm_mismatch', `This is neither the name nor the id of the ${kind}.`)
    const erased = answer(await store.erase(scope, kind, found.id), kind, found.id)
    return { ...erased, mentions: await store.mentionsOf(scope, wordsFor(found)) }
  })

export const eraseClient = eraseOne('client')
export const eraseContact = eraseOne('contact')

/** By which somebody is found in a text; what is shorter would be found everywhere. */
const wordsFor = ({ name, email, phone }: store.Erasable): string[] =>
  [name, email, phone].flatMap((word) => (word && word.trim().length >= 4 ? [word.trim().toLowerCase()] : []))

const plain = (text: string) => text.normalize('NFC').trim().replace(/\s+/g, ' ')

const isConfirmed = (confirm: string, { id, name }: store.Erasable): boolean =>
  plain(confirm).toLowerCase() === id || (name !== null && plain(confirm) === plain(name))

function answer(rows: readonly store.ErasureRow[], kind: 'client' | 'contact', id: string) {
  const row = rows.find((one) => one.kind === kind && one.subject_id === id.toLowerCase())
  if (!row) throw notFound(kind)
  const others = rows.filter((one) => one !== row).map(({ subject_id }) => subject_id)
  return {
    kind,
    id: row.subject_id,
    organizationId: row.organization_id,
    erasedAt: instant(row.erased_at),
    contacts: others,
    mentions: [] as store.Mention[],
  }
}

/** Puts the wish to be erased before the admins; a second time gives the request that is open. */
export const requestErasure = action('self', async (scope, clientId: string) => {
  const { actor } = scope
  if (actor.role !== 'client') throw new DomainError('forbidden', 'Only clients themselves ask to be erased.')
  if (clientId.toLowerCase() !== actor.id) throw notFound('client')
  const open = await store.openRequestOf(scope, actor.id)
  if (open) return { request: await one(scope, open), created: false }
  const id = newId()
  await insertRows(scope, erasureRequestEntity, [{ id, clientId: actor.id }]).catch((error) => {
    throw violatedConstraint(error) === 'erasure_request_open' ? asked() : error
  })
  scope.emit({ type: 'erasure.requested', subjectId: id, clientId: actor.id })
  return {
    request: await one(scope, (await store.findRequest(scope, id)) as ErasureRequestRow),
    created: true,
  }
})

const asked = () => conflict('already_asked', 'You have asked for this at the same moment already.')

export const listErasureRequests = action(
  'self',
  async (scope, filters: Parameters<typeof store.listRequests>[1]) => {
    if (scope.actor.role === 'coach') throw onlyAdmins()
    const { data, page } = await store.listRequests(scope, filters)
    return { data: await present(scope, data), page }
  },
)

/** Throws `not-found` for the wish of somebody else, `forbidden` for coaches. */
export const getErasureRequest = action('self', async (scope, id: string) => {
  if (scope.actor.role === 'coach') throw onlyAdmins()
  const row = await store.findRequest(scope, id)
  if (!row) throw notFound('erasure request')
  return one(scope, row)
})

const onlyAdmins = () => new DomainError('forbidden', 'Only admins see who asks to be erased.')

/** An admin declines, or the client withdraws. Throws `conflict` when it is not open any more. */
const endRequest = (permission: 'privacy:write' | 'self', status: 'declined' | 'withdrawn') =>
  action(permission, async (scope, { id, check }: Pick<Erase, 'id' | 'check'>) => {
    const { actor } = scope
    const row = await store.findRequest(scope, id, true)
    if (!row) throw notFound('erasure request')
    if (status === 'withdrawn' && row.clientId !== actor.id)
      throw new DomainError('forbidden', 'Only who asked withdraws it.')
    check(row.version)
    if (row.status !== 'open') throw conflict('not_open', 'This request has been dealt with already.')
    await updateRow(scope, erasureRequestEntity, id, {
      status,
      decidedAt: scope.now,
      decidedBy: actor.memberId,
    })
    scope.emit({ type: `erasure.${status}`, subjectId: row.id, clientId: row.clientId })
    return one(scope, (await store.findRequest(scope, id)) as ErasureRequestRow)
  })

export const declineErasure = endRequest('privacy:write', 'declined')
export const withdrawErasure = endRequest('self', 'withdrawn')

const one = async (scope: Scope, row: ErasureRequestRow) => {
  const [request] = await present(scope, [row])
  return request as NonNullable<typeof request>
}

async function present(scope: Scope, rows: readonly ErasureRequestRow[]) {
  const ids = rows.map(({ clientId }) => clientId)
  const clients = new Map((await clientsByIds(scope, ids)).map((client) => [client.id, client]))
  return rows.map((row) => {
    const client = clients.get(row.clientId)
    return {
      id: row.id,
      organizationId: row.organizationId,
      clientId: row.clientId,
      client: { id: row.clientId, name: client && !client.erasedAt ? client.name : null },
      status: row.status,
      decidedAt: maybeInstant(row.decidedAt),
      decidedBy: row.decidedBy,
      version: row.version,
      createdAt: instant(row.createdAt),
      updatedAt: instant(row.updatedAt),
    }
  })
}

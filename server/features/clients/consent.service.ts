import type { Static } from 'typebox'
import { DomainError, invalid, notFound } from '../../platform/errors.ts'
import { updateRow } from '../../platform/query.ts'
import { maybeInstant } from '../../platform/schema.ts'
import { action, type Scope } from '../../platform/scope.ts'
import { mayManage, relationTo } from './clients.access.ts'
import { type ClientRow, clientEntity } from './clients.entity.ts'
import { clientById, findClient } from './clients.store.ts'
import type { Consent, ConsentBody } from './consent.schema.ts'

/** Stands where the client gave it themselves; the practice's own source is in its words. */
const byClient = 'client'

export const getConsent = action('clients:read', async (scope, clientId: string) =>
  toConsent(scope, await required(scope, clientId)),
)

/**
 * Records what the client lets the practice see. The client may at any time; the practice with its source, but nobody
 * widens what the client themselves has narrowed.
 */
export const putConsent = action(
  'clients:read',
  async (scope, { clientId, body }: { clientId: string; body: Static<typeof ConsentBody> }) => {
    const before = await required(scope, clientId, true)
    const relation = await relationTo(scope, before.id)
    const own = relation === 'self'
    if (!own && !mayManage(scope, relation))
      throw new DomainError('forbidden', 'Only the client, the primary coach or an admin may record consent.')
    if (!own && !body.source)
      throw invalid('/source', 'required', 'is needed: say how the client gave their consent')
    if (!own && before.consentSource === byClient && widens(before, body))
      throw new DomainError(
        'forbidden',
        'The client has withheld this themselves; only they can allow it again.',
      )
    await updateRow(scope, clientEntity, before.id, {
      consentPipeline: body.pipeline,
      consentNotes: body.notes,
      consentContacts: body.contacts,
      consentEndsOn: body.endsOn ?? null,
      consentGivenAt: scope.now,
      consentSource: own ? byClient : `practice: ${body.source?.trim()}`,
    })
    scope.emit({ type: 'client.updated', subjectId: before.id, clientId: before.id })
    return toConsent(scope, await clientById(scope, before.id))
  },
)

function widens(
  before: ClientRow,
  { pipeline, notes, contacts, endsOn = null }: Static<typeof ConsentBody>,
): boolean {
  const more =
    (pipeline && !before.consentPipeline) ||
    (notes && !before.consentNotes) ||
    (contacts && !before.consentContacts)
  const longer = before.consentEndsOn !== null && (endsOn === null || endsOn > before.consentEndsOn)
  return more || longer
}

export function toConsent({ today }: Scope, row: ClientRow): Static<typeof Consent> {
  const { consentEndsOn: endsOn, consentSource: source } = row
  return {
    pipeline: row.consentPipeline,
    notes: row.consentNotes,
    contacts: row.consentContacts,
    endsOn,
    ended: endsOn !== null && endsOn < today,
    givenAt: maybeInstant(row.consentGivenAt),
    givenBy: source === null ? null : source === byClient ? 'client' : 'practice',
    source: source === byClient ? null : (source?.replace(/^practice: /, '') ?? null),
  }
}

async function required(scope: Scope, clientId: string, lock = false): Promise<ClientRow> {
  const client = await findClient(scope, clientId, lock)
  if (!client) throw notFound('client')
  return client
}

import { v7 as newId } from 'uuid'
import { invalid, referenceNotFound } from '../../platform/errors.ts'
import { byId, insertRows } from '../../platform/query.ts'
import type { Scope } from '../../platform/scope.ts'
import { contactEntity } from '../contacts/contacts.entity.ts'
import { contactsByEmail, contactsByIds } from '../contacts/contacts.store.ts'
import type { ParticipantInput } from './interviews.schema.ts'

const normalized = (email: string) => email.trim().toLowerCase()

/**
 * The contacts behind the participants of a body, in its order. A person who is described is matched by mail address
 * within the employer, else becomes a contact. Throws at the pointer of one who is unknown or of another employer.
 */
export async function contactIdsFor(
  scope: Scope,
  employerId: string,
  people: readonly ParticipantInput[],
): Promise<string[]> {
  const named = byId(
    await contactsByIds(
      scope,
      people.flatMap(({ contactId }) => contactId ?? []),
    ),
  )
  const emails = people.flatMap(({ email }) => (email ? [normalized(email)] : []))
  const known = new Map(
    (await contactsByEmail(scope, employerId, emails)).map(({ id, email }) => [normalized(email ?? ''), id]),
  )
  const created: Parameters<
    typeof insertRows<import('../contacts/contacts.entity.ts').ContactRow>
  >[2][number][] = []
  const ids = people.map((person, index) => {
    const pointer = `/participants/${index}`
    if (person.contactId) {
      const contact = named.get(person.contactId)
      if (!contact || contact.deletedAt || contact.employerId !== employerId)
        throw referenceNotFound(`${pointer}/contactId`, 'contact at this employer')
      return person.contactId
    }
    if (person.name === undefined && !person.email)
      throw invalid(`${pointer}/name`, 'required', 'is required; null says that it is not known')
    const email = person.email?.trim() || null
    const match = email ? known.get(normalized(email)) : undefined
    if (match) return match
    const id = newId()
    if (email) known.set(normalized(email), id)
    created.push({
      id,
      employerId,
      name: person.name ?? null,
      role: person.role ?? 'interviewer',
      email,
      phone: person.phone ?? null,
      allowedChannels: person.allowedChannels ?? null,
      createdBy: scope.actor.id,
    })
    return id
  })
  const twice = ids.findIndex((id, index) => ids.indexOf(id) !== index)
  if (twice >= 0) throw invalid(`/participants/${twice}`, 'twice', 'is the same person as one before')
  await insertRows(scope, contactEntity, created)
  for (const { id } of created)
    scope.emit({ type: 'contact.created', subjectId: id as string, clientId: null })
  return ids
}

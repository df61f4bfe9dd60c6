import { v7 as newId } from 'uuid'
import { invalid, referenceNotFound, violates } from '../../platform/errors.ts'
import { byId, insertRows } from '../../platform/query.ts'
import type { Scope } from '../../platform/scope.ts'
import { type ContactRow, contactEntity } from '../contacts/contacts.entity.ts'
import { contactsByEmail, contactsSeen, holdContacts } from '../contacts/contacts.store.ts'
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
  const ids = people.flatMap(({ contactId }) => contactId ?? [])
  const emails = people.flatMap(({ email }) => (email ? [normalized(email)] : []))
  await holdContacts(scope, employerId, ids, emails)
  const named = byId(await contactsSeen(scope, ids))
  const matches = await contactsByEmail(scope, employerId, emails)
  const known = new Map(matches.map(({ id, email }) => [normalized(email ?? ''), id]))
  const hidden = await hiddenFrom(scope, matches)
  const created: Parameters<
    typeof insertRows<import('../contacts/contacts.entity.ts').ContactRow>
  >[2][number][] = []
  const found = people.map((person, index) => {
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
    if (match && hidden.has(match))
      throw violates(`${pointer}/email`, 'not_yours', 'belongs to somebody whom your coach has to add')
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
  const twice = found.findIndex((id, index) => found.indexOf(id) !== index)
  if (twice >= 0) throw invalid(`/participants/${twice}`, 'twice', 'is the same person as one before')
  await insertRows(scope, contactEntity, created)
  for (const { id } of created)
    scope.emit({ type: 'contact.created', subjectId: id as string, clientId: null })
  return found
}

/** Members match whom the organization knows; a client learns nothing of people whom only others have met. */
async function hiddenFrom(scope: Scope, matches: readonly ContactRow[]): Promise<Set<string>> {
  if (scope.actor.role !== 'client') return new Set()
  const ids = matches.map(({ id }) => id)
  const seen = byId(await contactsSeen(scope, ids))
  return new Set(ids.filter((id) => !seen.has(id)))
}

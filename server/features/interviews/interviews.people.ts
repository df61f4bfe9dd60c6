import { v7 as newId } from 'uuid'
import { invalid, referenceNotFound, violates } from '../../platform/errors.ts'
import { byId } from '../../platform/query.ts'
import type { Scope } from '../../platform/scope.ts'
import type { ContactRow } from '../contacts/contacts.entity.ts'
import {
  contactsByEmail,
  contactsSeen,
  findContact,
  holdContacts,
  insertNewContacts,
} from '../contacts/contacts.store.ts'
import type { DecisionInput, ParticipantInput } from './interviews.schema.ts'

const normalized = (email: string) => email.trim().toLowerCase()
const emailOf = ({ email }: ParticipantInput): string | null => email?.trim() || null

/** A participant of a body: a contact that is known, or a person who would become one. */
export type FoundPerson = ContactRow | NewPerson
export type NewPerson = Pick<ContactRow, 'name' | 'role' | 'email' | 'phone' | 'allowedChannels'> & {
  id: null
}

/**
 * Who the participants of a body are, in its order; saving and preview ask the same. A person who is described is
 * matched by mail address within the employer; where no employer is known (null), by nothing. Throws at the pointer of
 * one who is unknown or of another employer.
 */
export async function findPeople(
  scope: Scope,
  employerId: string | null,
  people: readonly ParticipantInput[],
): Promise<FoundPerson[]> {
  const named = byId(
    await contactsSeen(
      scope,
      people.flatMap(({ contactId }) => contactId ?? []),
    ),
  )
  const matches = employerId ? await contactsByEmail(scope, employerId, emailsOf(people)) : []
  const known = new Map(matches.map((contact) => [normalized(contact.email ?? ''), contact]))
  const hidden = await hiddenFrom(scope, matches)
  const found = people.map((person, index): FoundPerson => {
    const pointer = `/participants/${index}`
    if (person.contactId) {
      const contact = named.get(person.contactId)
      if (!contact || (employerId && contact.employerId !== employerId))
        throw referenceNotFound(`${pointer}/contactId`, employerId ? 'contact at this employer' : 'contact')
      return contact
    }
    const email = emailOf(person)
    if (person.name === undefined && !email)
      throw invalid(`${pointer}/name`, 'required', 'is required; null says that it is not known')
    const match = email ? known.get(normalized(email)) : undefined
    if (match && hidden.has(match.id))
      throw violates(`${pointer}/email`, 'not_yours', 'belongs to somebody whom your coach has to add')
    return match ?? described(person)
  })
  refuseTwice(found)
  return found
}

/** Who said it; null where nobody is named. Throws when they are unknown or of another employer. */
export async function findSpeaker(
  scope: Scope,
  employerId: string | null,
  { statedBy }: Pick<DecisionInput, 'statedBy'>,
): Promise<ContactRow | null> {
  if (!statedBy) return null
  const contact = await findContact(scope, statedBy)
  if (!contact || (employerId && contact.employerId !== employerId))
    throw referenceNotFound('/decision/statedBy', employerId ? 'contact at this employer' : 'contact')
  return contact
}

/** The contacts behind the participants of a body, in its order; who is not known yet becomes one. */
export async function contactIdsFor(
  scope: Scope,
  employerId: string,
  people: readonly ParticipantInput[],
): Promise<string[]> {
  const ids = people.flatMap(({ contactId }) => contactId ?? [])
  await holdContacts(scope, employerId, ids, emailsOf(people))
  let found = await findPeople(scope, employerId, people)
  const withEmail = found.filter(isNew).filter(({ email }) => email !== null)
  if (withEmail.length > 0) {
    // Somebody else may enter the same person at this very moment: whoever comes second finds theirs.
    await addContacts(scope, employerId, withEmail)
    await holdContacts(scope, employerId, ids, emailsOf(people))
    found = await findPeople(scope, employerId, people)
  }
  const added = await addContacts(scope, employerId, found.filter(isNew))
  return found.map((person) => person.id ?? (added.shift() as string))
}

/** Adds people as contacts, in an order that is the same for everybody who does; their ids in the order given. */
async function addContacts(
  scope: Scope,
  employerId: string,
  people: readonly NewPerson[],
): Promise<string[]> {
  const rows = people.map((person) => ({ ...person, id: newId(), employerId, createdBy: scope.actor.id }))
  const byEmail = [...rows].sort((a, b) => normalized(a.email ?? '').localeCompare(normalized(b.email ?? '')))
  for (const id of await insertNewContacts(scope, byEmail))
    scope.emit({ type: 'contact.created', subjectId: id, clientId: null })
  return rows.map(({ id }) => id)
}

const emailsOf = (people: readonly ParticipantInput[]): string[] =>
  people.flatMap((person) => emailOf(person)?.toLowerCase() ?? [])

export const isNew = (person: FoundPerson): person is NewPerson => person.id === null

const described = (person: ParticipantInput): NewPerson => ({
  id: null,
  name: person.name ?? null,
  role: person.role ?? 'interviewer',
  email: emailOf(person),
  phone: person.phone ?? null,
  allowedChannels: person.allowedChannels ?? null,
})

/** By their id, and those who are new by mail address; two of whom nothing is known may both be there. */
function refuseTwice(people: readonly FoundPerson[]): void {
  const keys = people.map(({ id, email }, index) => id ?? (email ? normalized(email) : index))
  const twice = keys.findIndex((key, index) => keys.indexOf(key) !== index)
  if (twice >= 0) throw invalid(`/participants/${twice}`, 'twice', 'is the same person as one before')
}

/** Members match whom the organization knows; a client learns nothing of people whom only others have met. */
async function hiddenFrom(scope: Scope, matches: readonly ContactRow[]): Promise<Set<string>> {
  if (scope.actor.role !== 'client') return new Set()
  const ids = matches.map(({ id }) => id)
  const seen = byId(await contactsSeen(scope, ids))
  return new Set(ids.filter((id) => !seen.has(id)))
}

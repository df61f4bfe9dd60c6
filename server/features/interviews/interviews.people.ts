import { v7 as newId } from 'uuid'
import { invalid, referenceNotFound } from '../../platform/errors.ts'
import { byId, insertRows } from '../../platform/query.ts'
import type { Scope } from '../../platform/scope.ts'
import { type ContactRow, contactEntity } from '../contacts/contacts.entity.ts'
import {
  contactsByEmail,
  contactsByIds,
  contactsSeen,
  findContact,
  holdContacts,
  lockEmails,
} from '../contacts/contacts.store.ts'
import type { InterviewRow } from './interviews.entity.ts'
import type { DecisionInput, ParticipantInput } from './interviews.schema.ts'
import { participantsOf } from './interviews.store.ts'

const normalized = (email: string) => email.trim().toLowerCase()
const emailOf = ({ email }: ParticipantInput): string | null => email?.trim() || null

/** A participant of a body: a contact that is known, or a person who would become one. */
export type FoundPerson = ContactRow | NewPerson
export type NewPerson = Pick<ContactRow, 'name' | 'role' | 'email' | 'phone' | 'allowedChannels'> & {
  id: null
}

/** Whose interview it is, and at which employer; of a stored one also which. */
export type Where = Pick<InterviewRow, 'clientId' | 'employerId'> & { interviewId?: string }

/**
 * Who the participants of a body are, in its order; saving and preview ask the same. A person who is described is
 * matched by mail address within the employer, among whom the caller knows; where no employer is known (null), by
 * nothing. Throws at the pointer of one who is unknown or of another employer.
 */
export async function findPeople(
  scope: Scope,
  where: Where | null,
  people: readonly ParticipantInput[],
): Promise<FoundPerson[]> {
  const employerId = where?.employerId
  const ids = people.flatMap(({ contactId }) => contactId ?? [])
  const named = byId([
    ...(await contactsSeen(scope, ids)),
    ...(await staying(scope, where?.interviewId, ids)),
  ])
  const matches = where
    ? await contactsByEmail(scope, where.employerId, emailsOf(people), where.clientId)
    : []
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
    const isTheirs = (contact: ContactRow) => normalized(contact.email ?? '') === normalized(email ?? '')
    return (email && matches.find(isTheirs)) || described(person)
  })
  refuseTwice(found)
  return found
}

/** Who takes part already may stay, though nobody could be named anew who has been removed since. */
async function staying(
  scope: Scope,
  interviewId: string | undefined,
  ids: readonly string[],
): Promise<ContactRow[]> {
  if (!interviewId || ids.length === 0) return []
  const there = (await participantsOf(scope, [interviewId])).map(({ contactId }) => contactId)
  const found = await contactsByIds(
    scope,
    there.filter((id) => ids.includes(id)),
  )
  return found.filter(({ erasedAt }) => !erasedAt)
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
  where: Where,
  people: readonly ParticipantInput[],
): Promise<string[]> {
  const { employerId } = where
  const ids = people.flatMap(({ contactId }) => contactId ?? [])
  await holdContacts(scope, employerId, ids, emailsOf(people))
  let found = await findPeople(scope, where, people)
  const newEmails = found.filter(isNew).flatMap(({ email }) => email ?? [])
  if (newEmails.length > 0) {
    // Somebody else may enter the same person at this very moment: whoever comes second finds theirs.
    await lockEmails(scope, employerId, newEmails)
    await holdContacts(scope, employerId, ids, emailsOf(people))
    found = await findPeople(scope, where, people)
  }
  const added = await addContacts(scope, employerId, found.filter(isNew))
  return found.map((person) => person.id ?? (added.shift() as string))
}

/** Adds people as contacts; their ids in the order given. */
async function addContacts(
  scope: Scope,
  employerId: string,
  people: readonly NewPerson[],
): Promise<string[]> {
  const rows = people.map((person) => ({ ...person, id: newId(), employerId, createdBy: scope.actor.id }))
  await insertRows(scope, contactEntity, rows)
  for (const { id } of rows) scope.emit({ type: 'contact.created', subjectId: id, clientId: null })
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

import type { Static } from 'typebox'
import { v7 as newId } from 'uuid'
import { attempt, doneOf, fill, onlyOne, toResults } from '../../platform/bulk.ts'
import type { Change } from '../../platform/change.ts'
import { DomainError, notFound, referenceNotFound } from '../../platform/errors.ts'
import { byId, insertRows, updateRow } from '../../platform/query.ts'
import { action, type Scope } from '../../platform/scope.ts'
import { employersSeen } from '../employers/employers.store.ts'
import { type ContactRow, contactEntity } from './contacts.entity.ts'
import { type Contact, type ContactBody, type ContactPatch, toContact } from './contacts.schema.ts'
import * as store from './contacts.store.ts'

export const listContacts = action('contacts:read', async (scope, filters: store.ContactFilters) => {
  const { data, page } = await store.listContacts(scope, filters)
  return { data: data.map((row) => shown(scope, row)), page }
})

export const getContact = action('contacts:read', async (scope, id: string) =>
  shown(scope, await required(scope, id)),
)

type NewContact = Static<typeof ContactBody>

export const createContact = action('contacts:write', async (scope, body: NewContact) =>
  onlyOne(await addContacts(scope, [body])),
)

/** Several at once, each with its result; of two with one mail address at one employer, the first. */
export const createContacts = action('contacts:write', async (scope, bodies: readonly NewContact[]) =>
  toResults(await addContacts(scope, bodies), 201),
)

async function addContacts(scope: Scope, bodies: readonly NewContact[]) {
  const employers = byId(
    await employersSeen(
      scope,
      bodies.map(({ employerId }) => employerId),
    ),
  )
  const wanted = bodies.map((body) => ({
    ...body,
    employerId: body.employerId.toLowerCase(),
    email: body.email?.trim() ?? null,
    id: newId(),
    createdBy: scope.actor.id,
  }))
  const taken = await store.takenEmails(scope, wanted)
  const outcomes = wanted.map((row) =>
    attempt(() => {
      if (!employers.has(row.employerId)) throw referenceNotFound('/employerId', 'employer')
      const key = store.emailKey(row)
      if (key && taken.has(key)) throw emailTaken()
      if (key) taken.add(key)
      return row
    }),
  )
  const rows = doneOf(outcomes)
  await insertRows(scope, contactEntity, rows)
  for (const { id } of rows) scope.emit({ type: 'contact.created', subjectId: id, clientId: null })
  const ids = rows.map(({ id }) => id)
  const added = byId((await store.contactsByIds(scope, ids)).map((row) => shown(scope, row)))
  return fill(outcomes, ({ id }) => added.get(id) as Static<typeof Contact>)
}

/** Merge patch. When a missing name or means is filled in, that moment is kept: what waited for it is due from then. */
export const changeContact = action(
  'contacts:write',
  async (scope, { id, patch, check }: Change<Static<typeof ContactPatch>>) => {
    const before = await required(scope, id, true)
    if (!fillsGaps(scope, before, patch)) await requireOwn(scope, before)
    check(before.version)
    const email = patch.email?.trim() ?? patch.email
    if (email && email.toLowerCase() !== before.email?.toLowerCase())
      await refuseTwice(scope, before.employerId, email)
    const changes = { ...patch, ...(email !== undefined && { email }) }
    await updateRow(scope, contactEntity, id, {
      ...changes,
      ...(fillsIn(before, changes) && (await store.isWaitedFor(scope, id)) && { reachableAt: scope.now }),
    })
    const after = await store.contactById(scope, id)
    if (after.version !== before.version)
      scope.emit({ type: 'contact.updated', subjectId: id, clientId: null })
    return shown(scope, after)
  },
)

/** Clients may say what is not known yet of whom they have met, whoever entered them; the rest is for who did. */
const fillsGaps = ({ actor }: Scope, before: ContactRow, patch: Static<typeof ContactPatch>): boolean =>
  actor.role === 'client' &&
  Object.entries(patch).every(([field, value]) =>
    (['name', 'email', 'phone'] as const).some(
      (gap) => gap === field && (before[gap] === null || before[gap] === value),
    ),
  )

/** Throws unless the caller may change all of a contact, and remove it. */
export async function requireOwn(scope: Scope, row: ContactRow): Promise<void> {
  if (!(await store.mayChangeContact(scope, row)))
    throw new DomainError('forbidden', 'You may look at this contact, but not change this.')
}

const fillsIn = (before: ContactRow, after: Partial<ContactRow>): boolean =>
  (['name', 'email', 'phone'] as const).some((means) => before[means] === null && after[means])

/** Only of contacts whom the caller knows: an address that others entered is not told, and may be entered again. */
export async function refuseTwice(
  scope: Scope,
  employerId: string,
  email: string | null | undefined,
): Promise<void> {
  if (!email) return
  await store.lockEmails(scope, employerId, [email])
  if ((await store.contactsByEmail(scope, employerId, [email])).length === 0) return
  throw emailTaken()
}

function emailTaken(): DomainError {
  const message = 'belongs to another contact of this employer'
  return new DomainError('conflict', `The mail address ${message}.`, [
    { pointer: '/email', code: 'email_taken', message },
  ])
}

async function required(scope: Scope, id: string, lock = false) {
  const row = await store.findContact(scope, id, lock)
  if (!row) throw notFound('contact')
  return row
}

export const shown = ({ actor }: Scope, row: ContactRow) => toContact(row, actor)

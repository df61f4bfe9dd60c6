import type pg from 'pg'
import { v7 as newId } from 'uuid'
import { hashPassword } from '../../server/features/auth/auth.passwords.ts'

export const password = 'a password for tests'
let hashed: Promise<string> | undefined

export interface Person {
  id: string
  email: string
}

type Db = Pick<pg.Pool, 'query'>

/** A row with overrides; columns in snake_case. */
export async function insert(db: Db, table: string, row: Record<string, unknown>): Promise<void> {
  const columns = Object.keys(row)
  const places = columns.map((_, index) => `$${index + 1}`)
  await db.query(
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places.join(', ')})`,
    Object.values(row),
  )
}

async function account(db: Db, organizationId: string, email: string): Promise<string> {
  hashed ??= hashPassword(password)
  const id = newId()
  await insert(db, 'account', { id, email, password_hash: await hashed })
  await insert(db, 'account_access', { account_id: id, organization_id: organizationId })
  return id
}

const address = () => `${newId().slice(-12)}@people.test`

export async function buildOrganization(db: Db, overrides: Record<string, unknown> = {}): Promise<string> {
  const id = newId()
  await insert(db, 'organization', {
    id,
    name: 'Harbour Careers',
    time_zone: 'America/New_York',
    locale: 'en',
    ...overrides,
  })
  return id
}

export async function buildMember(
  db: Db,
  organizationId: string,
  overrides: Record<string, unknown> = {},
): Promise<Person> {
  const person = { id: newId(), email: address() }
  await insert(db, 'member', {
    ...person,
    organization_id: organizationId,
    account_id: await account(db, organizationId, person.email),
    name: 'Robin Hale',
    role: 'coach',
    time_zone: 'America/New_York',
    ...overrides,
  })
  return person
}

/** A client of `coach`; `login: true` gives them an account. */
export async function buildClient(
  db: Db,
  organizationId: string,
  coach: Person,
  { login = false, ...overrides }: Record<string, unknown> & { login?: boolean } = {},
): Promise<Person> {
  const person = { id: newId(), email: address() }
  await insert(db, 'client', {
    ...person,
    organization_id: organizationId,
    account_id: login ? await account(db, organizationId, person.email) : null,
    primary_coach_id: coach.id,
    name: 'Ana Ruiz',
    time_zone: 'America/New_York',
    ...overrides,
  })
  return person
}

export async function buildEmployer(
  db: Db,
  organizationId: string,
  overrides: Record<string, unknown> = {},
): Promise<string> {
  const id = newId()
  await insert(db, 'employer', {
    id,
    organization_id: organizationId,
    name: 'Lumen Freight',
    country: 'US',
    region: 'NY',
    ...overrides,
  })
  return id
}

export async function buildContact(
  db: Db,
  organizationId: string,
  employerId: string,
  overrides: Record<string, unknown> = {},
): Promise<string> {
  const id = newId()
  const row = {
    id,
    organization_id: organizationId,
    employer_id: employerId,
    name: 'Ada Okafor',
    created_by: newId(),
    ...overrides,
  }
  await insert(db, 'contact', row)
  return id
}

export async function buildOpportunity(
  db: Db,
  organizationId: string,
  client: Person,
  overrides: Record<string, unknown> = {},
): Promise<{ id: string; employerId: string }> {
  const id = newId()
  const employerId =
    (overrides.employer_id as string | undefined) ?? (await buildEmployer(db, organizationId))
  const row = {
    id,
    organization_id: organizationId,
    client_id: client.id,
    title: 'Data engineer',
    stage: 'interviewing',
    ...overrides,
  }
  await insert(db, 'opportunity', { ...row, employer_id: employerId })
  return { id, employerId }
}

export interface Practice {
  organizationId: string
  admin: Person
  coach: Person
  other: Person
  client: Person
  opportunity: { id: string; employerId: string }
}

/** An organization with an admin, two coaches, a client of the first with a login, and one opportunity. */
export async function buildPractice(db: Db): Promise<Practice> {
  const organizationId = await buildOrganization(db)
  const admin = await buildMember(db, organizationId, { role: 'admin', name: 'Mina Holt' })
  const coach = await buildMember(db, organizationId)
  const other = await buildMember(db, organizationId, { name: 'Sam Vale' })
  const client = await buildClient(db, organizationId, coach, { login: true })
  const opportunity = await buildOpportunity(db, organizationId, client)
  return { organizationId, admin, coach, other, client, opportunity }
}

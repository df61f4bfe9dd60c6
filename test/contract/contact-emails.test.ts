import pg from 'pg'
import { DataSource } from 'typeorm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ContactEmails1795000004000 } from '../../migrations/1795000004000-ContactEmails.ts'
import { migrations } from '../../migrations/index.ts'
import { entities } from '../../server/entities.ts'
import { SnakeCase } from '../../server/platform/database/naming.ts'
import { buildContact, buildEmployer, buildOrganization } from '../builders/people.ts'
import { createEmptyDatabase, type TestDatabase } from '../setup/database.ts'

/** How many migrations it takes to go back to just before the one with which addresses may stand twice. */
const back = migrations.length - migrations.indexOf(ContactEmails1795000004000)

let database: TestDatabase
let source: DataSource
let db: pg.Pool

beforeAll(async () => {
  database = await createEmptyDatabase()
  source = new DataSource({
    ...{ type: 'postgres', url: database.urls.migrate },
    ...{ migrations, entities, namingStrategy: new SnakeCase(), migrationsTransactionMode: 'each' },
  })
  await source.initialize()
  await source.runMigrations()
  db = new pg.Pool({ connectionString: database.urls.migrate, max: 1 })
})
afterAll(async () => {
  await db.end()
  await source.destroy()
  await database.drop()
})

interface Stored {
  id: string
  email: string | null
  notes: string | null
}
const stored = async (): Promise<Map<string, Stored>> => {
  const rows: Stored[] = await source.query('SELECT id, email, notes FROM contact')
  return new Map(rows.map((row) => [row.id, row]))
}
const unique = async (): Promise<boolean> => {
  const [row] = await source.query(
    `SELECT indisunique FROM pg_index WHERE indexrelid = 'contact_email'::regclass`,
  )
  return row.indisunique
}

it('an address on several contacts stays with the oldest on the way down, is kept in the others’ notes, and may stand twice again after the way up', async () => {
  const organizationId = await buildOrganization(db)
  const [here, there] = [await buildEmployer(db, organizationId), await buildEmployer(db, organizationId)]
  const elsewhere = await buildOrganization(db)
  const theirs = await buildEmployer(db, elsewhere)
  const address = 'vera@example.com'
  const at = (minute: number) => `2030-03-04T10:${String(minute).padStart(2, '0')}:00Z`
  const contact = (minute: number, more: object, employerId = here, organization = organizationId) =>
    buildContact(db, organization, employerId, { email: address, created_at: at(minute), ...more })

  // Entered in another order than they were made, so that it is not the order of rows that counts.
  const second = await contact(2, { email: 'VERA@example.com', notes: 'Likes tea.' })
  const oldest = await contact(1, { email: 'Vera@Example.com', notes: 'First.' })
  const third = await contact(3, {})
  const twin = await contact(3, { email: 'vera@EXAMPLE.com' })
  const gone = await contact(0, { deleted_at: at(30) })
  const [none, other] = [await contact(4, { email: null }), await contact(4, { email: 'ines@example.com' })]
  const atOther = await contact(5, {}, there)
  const atTheirs = await contact(6, {}, theirs, elsewhere)
  const before = await stored()
  expect(await unique()).toBe(false)

  for (let steps = 0; steps < back; steps++) await source.undoLastMigration()
  expect(await unique()).toBe(true)
  const after = await stored()
  for (const id of [oldest, gone, none, other, atOther, atTheirs])
    expect(after.get(id)).toEqual(before.get(id))
  expect(after.get(second)).toMatchObject({ email: null, notes: 'Likes tea.\nVERA@example.com' })
  expect(after.get(third)).toMatchObject({ email: null, notes: address })
  expect(after.get(twin)).toMatchObject({ email: null, notes: 'vera@EXAMPLE.com' })
  await expect(contact(7, {})).rejects.toThrow('contact_email')

  await source.runMigrations()
  expect(await unique()).toBe(false)
  expect(await stored()).toEqual(after)
  const again = await contact(8, { email: address.toUpperCase() })
  expect((await stored()).get(again)?.email).toBe('VERA@EXAMPLE.COM')

  // And once more, with what came in between.
  for (let steps = 0; steps < back; steps++) await source.undoLastMigration()
  expect((await stored()).get(again)).toMatchObject({ email: null, notes: 'VERA@EXAMPLE.COM' })
  await source.runMigrations()
}, 120_000)

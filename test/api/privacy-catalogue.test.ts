import { createHash } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { migrations } from '../../migrations/index.ts'
import { erasePeople } from '../../migrations/sql/erasure.ts'
import { catalogue, type Fate } from '../../server/domain/privacy/catalogue.ts'
import { createTestDatabase, type TestDatabase } from '../setup/database.ts'

let database: TestDatabase
let owner: pg.Pool

beforeAll(async () => {
  database = await createTestDatabase()
  owner = new pg.Pool({ connectionString: database.urls.migrate, max: 1 })
})
afterAll(async () => {
  await owner.end()
  await database.drop()
})

/** Of these no text can be made. */
const plain = [
  ...['uuid', 'boolean', 'smallint', 'integer', 'bigint', 'numeric', 'real', 'double precision', 'xid8'],
  ...['date', 'timestamp with time zone', 'timestamp without time zone', 'interval'],
]

const storedColumns = async (): Promise<
  { table: string; column: string; plain: boolean; nullable: boolean }[]
> =>
  (
    await owner.query(
      `SELECT c.table_name AS table, c.column_name AS column, c.data_type = ANY($1) AS plain, c.is_nullable = 'YES' AS nullable
       FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
       WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'
         AND NOT (SELECT relispartition FROM pg_class WHERE oid = to_regclass(quote_ident(c.table_name))) ORDER BY 1, c.ordinal_position`,
      [plain],
    )
  ).rows

it('names every table and every column that can hold text, and no others', async () => {
  const columns = await storedColumns()
  const tables = [...new Set(columns.map(({ table }) => table))]
  expect(Object.keys(catalogue).sort(), 'server/domain/privacy/catalogue.ts').toEqual(tables.sort())
  for (const table of tables) {
    const fates = catalogue[table]?.columns
    if (typeof fates === 'string') continue
    const texts = columns.filter((row) => row.table === table && !row.plain).map(({ column }) => column)
    expect(Object.keys(fates ?? {}).sort(), `columns of ${table}`).toEqual(texts.sort())
  }
})

it('clears only what may be empty', async () => {
  const columns = await storedColumns()
  for (const [table, { columns: fates, rows }] of Object.entries(catalogue)) {
    if (typeof fates === 'string' || rows === 'delete') continue
    for (const [name, fate] of Object.entries(fates)) {
      const all: Fate[] = typeof fate === 'string' ? [fate] : [fate.client, fate.contact]
      const stored = columns.find((row) => row.table === table && row.column === name)
      if (all.includes('clear')) expect(stored, `${table}.${name}`).toMatchObject({ nullable: true })
    }
  }
})

it('says whose the rows are of every table that refers to a client, a contact, a session or an account', async () => {
  const { rows } = await owner.query(
    `SELECT c.conrelid::regclass::text AS table, c.confrelid::regclass::text AS subject,
       (SELECT a.attname FROM pg_attribute a WHERE a.attrelid = c.conrelid AND a.attnum = c.conkey[array_length(c.conkey, 1)]) AS column
     FROM pg_constraint c WHERE c.contype = 'f' AND c.confrelid::regclass::text IN ('client', 'session', 'account')`,
  )
  expect(rows.length).toBeGreaterThan(8)
  // A member's own login, and what is reached through the client's row.
  const elsewhere = [
    'member.account_id',
    'client.account_id',
    'session.account_id',
    'account_access.account_id',
  ]
  for (const { table, subject, column } of rows) {
    if (elsewhere.includes(`${table}.${column}`)) continue
    expect(Object.keys(catalogue[table]?.of ?? {}), `${table}.${column} refers to ${subject}`).toContain(
      subject,
    )
  }
})

it('is what the database has, and what the newest migration that makes erase_people says', async () => {
  const { rows } = await owner.query("SELECT prosrc FROM pg_proc WHERE proname = 'erase_people'")
  expect(erasePeople).toContain(rows[0].prosrc)
  const hash = createHash('sha256').update(erasePeople).digest('hex').slice(0, 16)
  const said = migrations.flatMap((Migration) => {
    const migration = new Migration()
    return 'erasePeople' in migration ? [migration.erasePeople] : []
  })
  expect(
    said.at(-1),
    'The catalogue has changed. Once released, an installation gets it by a new migration that runs erasePeople and says this hash; before a release, say it in the newest that does.',
  ).toBe(hash)
})

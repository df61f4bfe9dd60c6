import { afterAll, beforeAll, expect, test } from 'vitest'
import { withClient, withDatabase, withLogin } from '../../server/platform/database/address.ts'
import { resolveDatabaseUrls } from '../../server/platform/database/roles.ts'
import { assertServingRole } from '../../server/platform/database/serving-role.ts'
import { createTestDatabase, type TestDatabase } from '../setup/database.ts'

let database: TestDatabase
const made: string[] = []

beforeAll(async () => {
  database = await createTestDatabase()
})

afterAll(async () => {
  // The last made first: who granted a role goes after those it was granted to.
  await database.drop()
  const drop = made
    .toReversed()
    .map((name) => `DROP ROLE IF EXISTS "${name}"`)
    .join(';')
  await withClient(withDatabase(database.urls.migrate, 'postgres'), (client) => client.query(drop))
})

const asOwner = (sql: string) => withClient(database.urls.migrate, (client) => client.query(sql))

/** A login with the password `secret` and these attributes. */
async function login(name: string, attributes: string): Promise<string> {
  const full = `${database.name}_${name}`
  made.push(full)
  await asOwner(`CREATE ROLE "${full}" LOGIN PASSWORD 'secret' ${attributes}`)
  return withLogin(database.urls.migrate, full, 'secret')
}

const whoAmI = (url: string) =>
  withClient(url, async (client) => {
    const { rows } = await client.query(
      `SELECT rolsuper OR rolcreatedb OR rolcreaterole OR rolbypassrls AS strong,
        (SELECT count(*)::int FROM pg_class WHERE pg_has_role(relowner, 'MEMBER')) AS owned
       FROM pg_roles WHERE rolname = current_user`,
    )
    return rows[0]
  })

test('the serving logins own nothing and may nothing special', async () => {
  for (const duty of ['api', 'worker'] as const) {
    expect(await whoAmI(database.urls[duty])).toEqual({ strong: false, owned: 0 })
    await expect(assertServingRole(database.urls[duty], duty)).resolves.toBeUndefined()
  }
})

test('a serving login sees no row without an organization and can not reach the owner', async () => {
  await withClient(database.urls.api, async (client) => {
    expect((await client.query('SELECT count(*)::int AS n FROM client')).rows[0].n).toBe(0)
    await expect(client.query('SET ROLE afterword_worker')).rejects.toThrow(/permission denied/)
    await expect(client.query('ALTER TABLE client DISABLE ROW LEVEL SECURITY')).rejects.toThrow(/owner/)
  })
})

test('ten replicas that resolve at once come to the same logins', async () => {
  const prefix = `${database.name}_many`
  made.push(`${prefix}_api_login`, `${prefix}_worker_login`)
  const all = await Promise.all(
    Array.from({ length: 10 }, () => resolveDatabaseUrls({ databaseUrl: database.urls.migrate }, { prefix })),
  )
  expect(new Set(all.map((urls) => JSON.stringify(urls))).size).toBe(1)
  for (const duty of ['api', 'worker'] as const) await assertServingRole(all[0]?.[duty] ?? '', duty)
})

test('query parameters of the address are kept', async () => {
  const databaseUrl = `${database.urls.migrate}?sslmode=disable&application_name=mine`
  const prefix = `${database.name}_many`
  const { api } = await resolveDatabaseUrls({ databaseUrl }, { prefix, duties: ['api'] })
  expect(api).toContain('sslmode=disable&application_name=mine')
  await assertServingRole(api ?? '', 'api')
})

test('an owner who may make roles but is no superuser is enough', async () => {
  const owner = await login('owner', 'CREATEROLE')
  const admin = 'WITH ADMIN OPTION'
  await asOwner(`GRANT afterword_api, afterword_worker TO "${database.name}_owner" ${admin}`)
  const prefix = `${database.name}_byowner`
  made.push(`${prefix}_api_login`, `${prefix}_worker_login`)
  const urls = await resolveDatabaseUrls({ databaseUrl: owner }, { prefix })
  await assertServingRole(urls.api ?? '', 'api')
  await assertServingRole(urls.worker ?? '', 'worker')
})

test('a login that may not make roles serves as what it is a member of', async () => {
  const plain = await login('plain', 'IN ROLE afterword_api')
  expect(await resolveDatabaseUrls({ databaseUrl: plain }, { duties: ['api'] })).toMatchObject({ api: plain })
  await expect(resolveDatabaseUrls({ databaseUrl: plain })).rejects.toThrow(/WORKER_DATABASE_URL/)
  const worker = await login('works', 'IN ROLE afterword_worker')
  expect(await resolveDatabaseUrls({ databaseUrl: plain, workerUrl: worker })).toMatchObject({ worker })
})

test('refuses to serve as a superuser, past row-level security, as owner, as nobody, or as both', async () => {
  const refused = (url: string) => expect(assertServingRole(url, 'api')).rejects
  await refused(database.urls.migrate).toThrow(/superuser/)
  await refused(await login('bypass', 'BYPASSRLS IN ROLE afterword_api')).toThrow(/bypass/)
  await refused(await login('nobody', '')).toThrow(/GRANT afterword_api TO/)
  await refused(await login('both', 'IN ROLE afterword_api, afterword_worker')).toThrow(/as well/)
  const owns = await login('owns', 'IN ROLE afterword_api')
  await asOwner(`CREATE TABLE extra (); ALTER TABLE extra OWNER TO "${database.name}_owns"`)
  await refused(owns).toThrow(/owns the table extra/)
})

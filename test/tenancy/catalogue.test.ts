import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildPractice, type Practice } from '../builders/people.ts'
import { createTestDatabase, type TestDatabase } from '../setup/database.ts'
import { catalogueFaults } from './catalogue.faults.ts'

let database: TestDatabase
let owner: pg.Pool
let asApi: pg.Client
let ours: Practice
let theirs: Practice

beforeAll(async () => {
  database = await createTestDatabase()
  owner = new pg.Pool({ connectionString: database.urls.migrate, max: 2 })
  asApi = new pg.Client({ connectionString: database.urls.api })
  await asApi.connect()
  ours = await buildPractice(owner)
  theirs = await buildPractice(owner)
})
afterAll(async () => {
  await asApi.end()
  await owner.end()
  await database.drop()
})

it('the catalogue has no hole', async () => {
  expect(await catalogueFaults(owner)).toEqual([])
  const { rows } = await owner.query(
    `SELECT count(*)::int AS n FROM pg_class WHERE relrowsecurity AND relnamespace = 'public'::regnamespace`,
  )
  expect(rows[0].n).toBeGreaterThanOrEqual(13)
})

/** What somebody could add by mistake, and the words by which the test above would tell. */
it.each([
  [
    'CREATE TABLE leak (organization_id uuid NOT NULL, id uuid, PRIMARY KEY (organization_id, id))',
    /leak lacks row-level/,
  ],
  [
    `CREATE TABLE leak (organization_id uuid NOT NULL); ALTER TABLE leak ENABLE ROW LEVEL SECURITY; ALTER TABLE leak FORCE ROW LEVEL SECURITY`,
    /leak lacks a policy/,
  ],
  [
    `CREATE POLICY all_of_it ON task TO afterword_api USING (true) WITH CHECK (true)`,
    /task has the policy all_of_it/,
  ],
  ['ALTER TABLE task NO FORCE ROW LEVEL SECURITY', /task lacks row-level/],
  ['CREATE TABLE leak (id uuid)', /leak has no organization_id/],
  ['CREATE UNIQUE INDEX leak ON client (email)', /unique index leak/],
  [
    'ALTER TABLE client ADD UNIQUE (id); ALTER TABLE task ADD CONSTRAINT leak FOREIGN KEY (client_id) REFERENCES client (id)',
    /foreign key leak/,
  ],
  ['CREATE VIEW leak AS SELECT * FROM client', /leak is a view/],
  ['CREATE MATERIALIZED VIEW leak AS SELECT * FROM client', /leak is a view/],
  [`CREATE FUNCTION leak() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'`, /leak .* search_path/],
  [
    `CREATE FUNCTION leak() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS 'SELECT 1'`,
    /leak .* everybody may call/,
  ],
  ['GRANT SELECT ON client TO PUBLIC', /client is granted to everybody/],
  ['GRANT SELECT ON account TO afterword_api', /account is before the tenant/],
  ['GRANT SELECT ON event_default TO afterword_api', /event_default is a partition/],
  ['ALTER TABLE event_default NO FORCE ROW LEVEL SECURITY', /event_default lacks row-level/],
  ['ALTER TABLE event OWNER TO afterword_worker', /afterword_worker .* owns/],
])('tells of: %s', async (mistake, words) => {
  const scratch = await owner.connect()
  try {
    await scratch.query('BEGIN')
    await scratch.query(mistake)
    expect((await catalogueFaults(scratch)).join('\n')).toMatch(words)
  } finally {
    await scratch.query('ROLLBACK')
    scratch.release()
  }
})

describe('the serving roles', () => {
  it('own nothing and may not bypass row-level security', async () => {
    for (const url of [database.urls.api, database.urls.worker]) {
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      const { rows } = await client.query(
        `SELECT rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb AS strong,
           (SELECT count(*)::int FROM pg_class WHERE relowner = r.oid) AS owned FROM pg_roles r WHERE rolname = current_user`,
      )
      await client.end()
      expect(rows).toEqual([{ strong: false, owned: 0 }])
    }
  })

  it('may not touch what exists before the tenant is known', async () => {
    for (const table of ['account', 'account_access', 'credential_lookup', 'server_secret', 'agenda_jobs'])
      await expect(asApi.query(`SELECT * FROM ${table} LIMIT 1`), table).rejects.toThrow(/permission denied/)
  })

  it('see no rows without a tenant, and the tenant’s alone with one', async () => {
    const count = async () => (await asApi.query('SELECT count(*)::int AS n FROM client')).rows[0].n
    expect(await count()).toBe(0)
    await asApi.query('BEGIN')
    await asApi.query(`SELECT set_config('app.organization_id', $1, true)`, [ours.organizationId])
    expect(await count()).toBe(1)
    const stolen = await asApi.query('UPDATE client SET name = $1 WHERE id = $2', ['x', theirs.client.id])
    expect(stolen.rowCount).toBe(0)
    await asApi.query('COMMIT')
    expect(await count(), 'the setting stays behind as an empty text').toBe(0)
  })

  it('can not write into another organization, nor change what is append-only', async () => {
    const tries: [string, unknown[], RegExp][] = [
      [
        `INSERT INTO employer (organization_id, name) VALUES ($1, 'x')`,
        [theirs.organizationId],
        /row-level security/,
      ],
      [
        `UPDATE timeline_statement SET days = 1 WHERE organization_id = $1`,
        [ours.organizationId],
        /permission denied/,
      ],
      [`DELETE FROM event WHERE organization_id = $1`, [ours.organizationId], /permission denied/],
      [
        `UPDATE event SET type = 'a.b' WHERE organization_id = $1`,
        [ours.organizationId],
        /permission denied/,
      ],
    ]
    for (const [sql, values, refusal] of tries) {
      await asApi.query('BEGIN')
      await asApi.query(`SELECT set_config('app.organization_id', $1, true)`, [ours.organizationId])
      await expect(asApi.query(sql, values), sql).rejects.toThrow(refusal)
      await asApi.query('ROLLBACK')
    }
  })
})

describe('the database refuses by itself', () => {
  const at = '2030-01-01T10:00:00Z'
  it.each([
    ['an overdue moment before the due one', `overdue_at = due_at - interval '1 hour'`],
    ['an unknown status', `status = 'forgotten'`],
    ['an unknown kind', `kind = 'nap'`],
    ['a blocked task that would fall overdue', `status = 'blocked', overdue_at = due_at + interval '1 hour'`],
    ['done without a moment', `status = 'done'`],
    ['cancelled without a reason', `status = 'cancelled'`],
    ['a task of another client’s opportunity', `client_id = '${'0'.repeat(8)}-0000-7000-8000-000000000000'`],
  ])('%s', async (_name, change) => {
    const { rows } = await owner.query(
      `INSERT INTO task (organization_id, client_id, opportunity_id, coach_id, kind, title, due_at, original_due_at)
       VALUES ($1, $2, $3, $4, 'custom', 'Read', $5, $5) RETURNING id`,
      [ours.organizationId, ours.client.id, ours.opportunity.id, ours.coach.id, at],
    )
    await expect(owner.query(`UPDATE task SET ${change} WHERE id = $1`, [rows[0].id])).rejects.toThrow(
      /constraint/,
    )
  })
})

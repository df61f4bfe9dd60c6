import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildPractice, type Practice } from '../builders/people.ts'
import { createTestDatabase, type TestDatabase } from '../setup/database.ts'

let database: TestDatabase
let owner: pg.Pool
let asApi: pg.Client
let ours: Practice
let theirs: Practice

/** These exist before the tenant is known, or belong to nobody; no serving role may touch what holds persons or secrets. */
const exempt = [
  'account',
  'account_access',
  'account_identity',
  'credential_lookup',
  'server_secret',
  'test_clock',
  'agenda_jobs',
  'migration',
]

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

const tables = async () => {
  const { rows } = await owner.query(
    `SELECT c.relname AS name, c.relrowsecurity AS enabled, c.relforcerowsecurity AS forced,
       (SELECT count(*)::int FROM pg_policy p WHERE p.polrelid = c.oid AND p.polqual IS NOT NULL AND p.polwithcheck IS NOT NULL) AS policies
     FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')`,
  )
  return rows as { name: string; enabled: boolean; forced: boolean; policies: number }[]
}

describe('every table of an organization', () => {
  it('has row-level security, forced, with what may be read and what may be written', async () => {
    const held = (await tables()).filter(({ name }) => !exempt.includes(name))
    expect(held.length).toBeGreaterThanOrEqual(13)
    for (const { name, enabled, forced, policies } of held)
      expect({ name, enabled, forced, policies: policies >= 2 }).toEqual({
        name,
        enabled: true,
        forced: true,
        policies: true,
      })
  })

  it('leads its keys, unique indexes and foreign keys with the organization', async () => {
    const { rows } = await owner.query(
      `SELECT c.relname AS "table", i.relname AS name, a.attname AS first
       FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class c ON c.oid = x.indrelid
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = x.indkey[0]
       WHERE c.relnamespace = 'public'::regnamespace AND x.indisunique AND NOT c.relname = ANY($1)
       UNION ALL
       SELECT c.relname, k.conname, a.attname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
       JOIN pg_class target ON target.oid = k.confrelid
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.conkey[1]
       WHERE k.contype = 'f' AND c.relnamespace = 'public'::regnamespace AND NOT c.relname = ANY($1) AND NOT target.relname = 'account'`,
      [exempt],
    )
    expect(rows.length).toBeGreaterThan(40)
    expect(
      rows.filter(({ table, first }) => first !== (table === 'organization' ? 'id' : 'organization_id')),
    ).toEqual([])
  })
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

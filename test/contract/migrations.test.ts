import { DataSource } from 'typeorm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { migrations } from '../../migrations/index.ts'
import { entities } from '../../server/entities.ts'
import { SnakeCase } from '../../server/platform/database/naming.ts'
import { createEmptyDatabase, type TestDatabase } from '../setup/database.ts'

let database: TestDatabase
let source: DataSource

beforeAll(async () => {
  database = await createEmptyDatabase()
  source = new DataSource({
    type: 'postgres',
    url: database.urls.migrate,
    migrationsTransactionMode: 'each',
    migrations,
    entities,
    namingStrategy: new SnakeCase(),
  })
  await source.initialize()
})
afterAll(async () => {
  await source.destroy()
  await database.drop()
})

const objects = async () => {
  const rows = await source.query(
    `SELECT 'table ' || c.relname AS name FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'i') AND c.relname NOT LIKE 'migration%' AND c.relname NOT LIKE 'PK\\_%'
     UNION ALL SELECT 'function ' || p.proname FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace ORDER BY 1`,
  )
  return rows.map(({ name }: { name: string }) => name)
}

it('goes up, down to nothing, and up to the same again', async () => {
  await source.runMigrations()
  const up = await objects()
  expect(up.length).toBeGreaterThan(40)
  for (const _ of migrations) await source.undoLastMigration()
  expect(await objects()).toEqual([])
  await source.runMigrations()
  expect(await objects()).toEqual(up)
})

it('has the tables and columns that the entities name, neither more nor fewer', async () => {
  for (const { tableName, columns } of entities.map((entity) => source.getMetadata(entity))) {
    const rows = await source.query(
      `SELECT column_name AS name, is_nullable = 'YES' AS nullable FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1`,
      [tableName],
    )
    const stored = rows
      .map(({ name, nullable }: { name: string; nullable: boolean }) => `${name} ${nullable}`)
      .sort()
    expect(
      columns.map(({ databaseName, isNullable }) => `${databaseName} ${isNullable}`).sort(),
      tableName,
    ).toEqual(stored)
  }
})

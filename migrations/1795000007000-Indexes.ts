import type { MigrationInterface, QueryRunner } from 'typeorm'

// Those whose lists may be sorted by the time of the last change.
const tables = ['client', 'contact', 'opportunity', 'task'] as const

/** Lists by `updatedAt` are read along an index, as those by other columns are. */
export class Indexes1795000007000 implements MigrationInterface {
  name = 'Indexes1795000007000'

  async up(runner: QueryRunner): Promise<void> {
    for (const table of tables)
      await runner.query(`CREATE INDEX ${table}_updated ON ${table} (organization_id, updated_at, id)`)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of tables) await runner.query(`DROP INDEX ${table}_updated`)
  }
}

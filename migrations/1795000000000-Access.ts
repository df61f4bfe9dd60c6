import type { MigrationInterface, QueryRunner } from 'typeorm'
import { accessTables, dropAccessTables } from './sql/access.ts'

/** Who may see what beyond the roles: coverage while a coach is away, a client's consent, API keys. */
export class Access1795000000000 implements MigrationInterface {
  name = 'Access1795000000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(accessTables)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(dropAccessTables)
  }
}

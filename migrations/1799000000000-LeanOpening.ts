import type { MigrationInterface, QueryRunner } from 'typeorm'
import { dropLeanOpening, leanOpening } from './sql/opening.ts'

/** Opening a request, and whom a coach looks after, for less of the database's time. */
export class LeanOpening1799000000000 implements MigrationInterface {
  name = 'LeanOpening1799000000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(leanOpening)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(dropLeanOpening)
  }
}

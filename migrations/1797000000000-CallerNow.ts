import type { MigrationInterface, QueryRunner } from 'typeorm'
import { callerNow, dropCallerNow } from './sql/caller-now.ts'

/** Who a login or key is by now, as functions whose plans a connection keeps. */
export class CallerNow1797000000000 implements MigrationInterface {
  name = 'CallerNow1797000000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(callerNow)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(dropCallerNow)
  }
}

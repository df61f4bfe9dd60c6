import type { MigrationInterface, QueryRunner } from 'typeorm'
import { erasePeople } from './sql/erasure.ts'
import { patiently } from './sql/patiently.ts'
import { dropReminders, reminders } from './sql/reminders.ts'

/** Who wants which reminders by mail and when; and what has been sent, so that nothing is sent twice. */
export class Reminders1806000000000 implements MigrationInterface {
  name = 'Reminders1806000000000'
  /** Of the erasing function that this makes; see test/api/privacy-catalogue.test.ts. */
  readonly erasePeople: string = '5255e5954687a60e'

  async up(runner: QueryRunner): Promise<void> {
    await patiently(runner, reminders)
    await runner.query(erasePeople)
  }

  async down(runner: QueryRunner): Promise<void> {
    await patiently(runner, dropReminders)
  }
}

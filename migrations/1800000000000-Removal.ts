import type { MigrationInterface, QueryRunner } from 'typeorm'
import { foldText } from './sql/fold-text.ts'

/** Tasks can be removed and brought back, all lists are read along an index by `updatedAt`, and searched without accents. */
export class Removal1800000000000 implements MigrationInterface {
  name = 'Removal1800000000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE task ADD COLUMN deleted_at timestamptz(3)')
    await runner.query('CREATE INDEX employer_updated ON employer (organization_id, updated_at, id)')
    await runner.query('CREATE INDEX interview_updated ON interview (organization_id, updated_at, id)')
    await runner.query(foldText)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION fold_text')
    await runner.query('DROP INDEX interview_updated')
    await runner.query('DROP INDEX employer_updated')
    await runner.query('ALTER TABLE task DROP COLUMN deleted_at')
  }
}

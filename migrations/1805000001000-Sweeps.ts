import type { MigrationInterface, QueryRunner } from 'typeorm'
import { patiently } from './sql/patiently.ts'
import { dropSweeps, sweeps } from './sql/sweeps.ts'

/** What the sweeps of decisions, searches, ended access and removed records remember. */
export class Sweeps1805000001000 implements MigrationInterface {
  name = 'Sweeps1805000001000'

  async up(runner: QueryRunner): Promise<void> {
    await patiently(runner, sweeps)
  }

  async down(runner: QueryRunner): Promise<void> {
    await patiently(runner, dropSweeps)
  }
}

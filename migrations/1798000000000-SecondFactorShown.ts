import type { MigrationInterface, QueryRunner } from 'typeorm'
import { dropSecondFactorShown, secondFactorShown } from './sql/second-factor-shown.ts'

/** Logins say by what they were opened, and whether a second factor was shown. */
export class SecondFactorShown1798000000000 implements MigrationInterface {
  name = 'SecondFactorShown1798000000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(secondFactorShown)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(dropSecondFactorShown)
  }
}

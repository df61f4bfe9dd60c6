import type { MigrationInterface, QueryRunner } from 'typeorm'
import { dropSecondFactorTables, secondFactorTables } from './sql/second-factor.ts'
import { dropSigningKeys, signingKeys } from './sql/signing-keys.ts'

/** One-time codes beside the password, several signing keys, and from where a login was opened. */
export class SecondFactor1795000002000 implements MigrationInterface {
  name = 'SecondFactor1795000002000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(secondFactorTables)
    await runner.query(signingKeys)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(dropSigningKeys)
    await runner.query(dropSecondFactorTables)
  }
}

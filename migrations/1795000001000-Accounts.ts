import type { MigrationInterface, QueryRunner } from 'typeorm'
import { accountTables, dropAccountTables } from './sql/accounts.ts'

/** Guessing is counted, one-time links, known devices, outgoing mail, invitations. */
export class Accounts1795000001000 implements MigrationInterface {
  name = 'Accounts1795000001000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(accountTables)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(dropAccountTables)
  }
}

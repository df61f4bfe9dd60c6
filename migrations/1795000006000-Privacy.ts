import type { MigrationInterface, QueryRunner } from 'typeorm'
import { dropPrivacy, privacyFunctions, privacyTables } from './sql/privacy.ts'

/** Erasing people, what has been erased, and how long a practice keeps things. */
export class Privacy1795000006000 implements MigrationInterface {
  name = 'Privacy1795000006000'
  /** Of the erasing function that this makes; see test/api/privacy-catalogue.test.ts. */
  readonly erasePeople: string = 'b394c4351a9e94da'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(privacyTables)
    await runner.query(privacyFunctions)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(dropPrivacy)
  }
}

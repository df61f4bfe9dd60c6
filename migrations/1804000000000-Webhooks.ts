import type { MigrationInterface, QueryRunner } from 'typeorm'
import { dropWebhooks, webhooks } from './sql/webhooks.ts'

/** Events go to the endpoints that a practice names, queued in the transaction that writes them. */
export class Webhooks1804000000000 implements MigrationInterface {
  name = 'Webhooks1804000000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(webhooks)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(dropWebhooks)
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm'
import { dropRateLimits, rateLimits } from './sql/rate-limits.ts'

/** Limits of requests that hold over all replicas. */
export class RateLimits1801000000000 implements MigrationInterface {
  name = 'RateLimits1801000000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(rateLimits)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(dropRateLimits)
  }
}

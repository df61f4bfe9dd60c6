import type { MigrationInterface, QueryRunner } from 'typeorm'
import { dropJobs, jobs } from './sql/jobs.ts'

/** How the jobs of the installation fare, and when a worker has last swept. */
export class Jobs1805000002000 implements MigrationInterface {
  name = 'Jobs1805000002000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(jobs)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(dropJobs)
  }
}

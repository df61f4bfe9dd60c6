import type { MigrationInterface, QueryRunner } from 'typeorm'
import { activities, dropActivities } from './sql/activities.ts'

/** The activity log: who changed what, before and after. Triggers write it. */
export class Activities1795000005000 implements MigrationInterface {
  name = 'Activities1795000005000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(activities)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(dropActivities)
  }
}

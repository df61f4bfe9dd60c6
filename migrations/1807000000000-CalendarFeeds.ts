import type { MigrationInterface, QueryRunner } from 'typeorm'
import { calendarFeeds, dropCalendarFeeds } from './sql/calendar-feeds.ts'
import { erasePeople } from './sql/erasure.ts'

/** Calendars that can be subscribed to under a secret address. */
export class CalendarFeeds1807000000000 implements MigrationInterface {
  name = 'CalendarFeeds1807000000000'
  /** Of the erasing function that this makes; see test/api/privacy-catalogue.test.ts. */
  readonly erasePeople: string = '5255e5954687a60e'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(calendarFeeds)
    await runner.query(erasePeople)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(dropCalendarFeeds)
  }
}

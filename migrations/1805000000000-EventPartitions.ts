import type { MigrationInterface, QueryRunner } from 'typeorm'
import {
  addMemory,
  announceBoundary,
  fillMemory,
  firstEventId,
  keeping,
  partition,
  unpartition,
} from './sql/event-partitions.ts'
import { patiently } from './sql/patiently.ts'
import { purges } from './sql/privacy.ts'
import { purgeOverdue } from './sql/purge-overdue.ts'

/**
 * Events in one partition for each day, so that old ones are dropped and not deleted. Workers of the release before can not
 * sweep any more from here on; those of this one do. Each step by itself, and each may be performed again.
 */
export class EventPartitions1805000000000 implements MigrationInterface {
  name = 'EventPartitions1805000000000'
  transaction = false

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(firstEventId)
    await inTransaction(runner, addMemory)
    const [table] = await runner.query(`SELECT relkind AS kind FROM pg_class WHERE oid = 'event'::regclass`)
    if (table.kind !== 'p') {
      // No event has such an id before the day after tomorrow, unless a clock ran ahead.
      const [{ boundary }] =
        await runner.query(`SELECT first_event_id(greatest(date_trunc('day', now(), 'UTC') + interval '2 days',
        to_timestamp(('x' || left(replace(coalesce(max(id::text), '0'), '-', ''), 12))::bit(48)::bigint / 1000) + interval '1 day')) AS boundary
        FROM event`)
      await inTransaction(runner, announceBoundary(boundary))
      await runner.query('ALTER TABLE event VALIDATE CONSTRAINT event_before_boundary')
      await inTransaction(runner, `${partition(boundary)}${keeping}${purgeOverdue}`)
      await fillPartitions(runner)
    }
    await inTransaction(runner, fillMemory)
    await runner.query('DROP INDEX IF EXISTS task_removed')
    await runner.query(
      'CREATE INDEX CONCURRENTLY task_removed ON task (deleted_at) WHERE deleted_at IS NOT NULL',
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX IF EXISTS task_removed')
    await inTransaction(
      runner,
      `${unpartition}${purges.replace('CREATE FUNCTION purge_overdue', 'CREATE OR REPLACE FUNCTION purge_overdue')}`,
    )
  }
}

async function inTransaction(runner: QueryRunner, sql: string): Promise<void> {
  await runner.startTransaction()
  try {
    await patiently(runner, sql)
    await runner.commitTransaction()
  } catch (error) {
    await runner.rollbackTransaction()
    throw error
  }
}

/** The coming days; workers go on from here. */
async function fillPartitions(runner: QueryRunner): Promise<void> {
  for (let step = 0; step < 50; step++) {
    const [{ did }] = await runner.query('SELECT keep_event_partitions(3660) AS did')
    if (did === null) return
  }
}

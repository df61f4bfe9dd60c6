import type { MigrationInterface, QueryRunner } from 'typeorm'
import { dropLeanOpening, leanOpening } from './sql/opening.ts'
import { isMine, mine } from './sql/tenancy.ts'

/**
 * Opening a request, whom a coach looks after, and row-level security, for less of the database's time; and open tasks by
 * due moment, as most of an organization's tasks are done some day.
 */
export class LeanOpening1799000000000 implements MigrationInterface {
  name = 'LeanOpening1799000000000'
  // Each policy by itself: all tables locked at once would wait for requests that wait for them.
  transaction = false

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(leanOpening)
    await alterPolicies(runner, isMine)
    // One that was broken off stays behind, invalid.
    await runner.query('DROP INDEX IF EXISTS task_open')
    await runner.query(
      `CREATE INDEX CONCURRENTLY task_open ON task (organization_id, due_at, id)
       WHERE status IN ('blocked', 'scheduled', 'due', 'overdue')`,
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX IF EXISTS task_open')
    await alterPolicies(runner, mine)
    await runner.query(dropLeanOpening)
  }
}

async function alterPolicies(runner: QueryRunner, condition: (column: string) => string): Promise<void> {
  const tables: { name: string }[] = await runner.query(
    `SELECT c.relname AS name FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
     WHERE c.relnamespace = 'public'::regnamespace AND p.polname = c.relname || '_of_organization' ORDER BY 1`,
  )
  for (const { name } of tables) {
    const own = condition(name === 'organization' ? 'id' : 'organization_id')
    await runner.query(`ALTER POLICY ${name}_of_organization ON ${name} USING (${own}) WITH CHECK (${own})`)
  }
}

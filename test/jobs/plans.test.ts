import { expect, test } from 'vitest'
import { sweepBatches } from '../../server/features/tasks/tasks.sweep.ts'
import { createBench } from './fixture.ts'
import { addTasks } from './seed.ts'

/** Each batch is explained as it runs, over a backlog of 1,000 rows among many in the future. */
test.each([
  ['known', 'ANALYZE task'],
  ['not known yet', 'SELECT'],
])('a batch reads the partial indexes alone, the statistics being %s', async (_, analyze) => {
  const bench = await createBench()
  await addTasks(bench.owner, bench.home, 20_000, '1 day')
  await addTasks(bench.owner, bench.home, 1_000)
  await bench.owner.query(analyze)
  const plans: string[] = []
  for (const sql of sweepBatches)
    for (const limit of [500, 5_000]) {
      const { rows } = await bench.worker.query(`EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) ${sql}`, [limit])
      plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'))
    }
  const [due, , overdue] = plans
  expect(due).toContain('Index Scan using task_sweep_due')
  expect(overdue).toContain('Index Scan using task_sweep_overdue')
  for (const plan of plans) {
    expect(plan).not.toContain('Seq Scan on task')
    expect(plan).not.toContain('Nested Loop')
    expect(plan).toContain('hashed SubPlan')
  }
})

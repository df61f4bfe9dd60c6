import { expect, test } from 'vitest'
import { sweepTasks } from '../../server/features/tasks/tasks.sweep.ts'
import { addTask, createBench } from './fixture.ts'
import { brokenInvariants } from './invariants.ts'

const damages: [invariant: string, damage: string][] = [
  ['I1', `UPDATE task SET status = 'scheduled', due_at = due_at - interval '1 minute'`],
  [
    'I2',
    `INSERT INTO event SELECT organization_id, new_id(), type, subject_id, client_id, moment, data, actor_kind FROM event`,
  ],
  ['I2 no event before', `UPDATE event SET occurred_at = moment - interval '1 second'`],
  ['I3 what is due', 'DELETE FROM event'],
  ['I3 the row', 'UPDATE task SET due_fired_for = NULL'],
  ['I3 an event has its task', `UPDATE event SET data = jsonb_set(data, '{version}', '9')`],
  ['I3 and I7', 'UPDATE task SET note = status'],
  [
    'I5',
    `DROP INDEX reminder_due_once; INSERT INTO reminder (organization_id, kind, member_id, task_id, moment, send_at, mail_id)
     SELECT organization_id, 'due', coach_id, id, due_at, now(), new_id() FROM task, generate_series(1, 2)`,
  ],
  ['I6', `INSERT INTO agenda_jobs (name, locked_at) VALUES ('tasks.sweep', now() - interval '1 minute')`],
  [
    'I6 no lease',
    `INSERT INTO mail (organization_id, kind, recipient, subject, lease_until) SELECT id, 'due', 'a@b.test', '', now() + interval '2 minutes' FROM organization`,
  ],
  ['I7 no version twice', `UPDATE event SET data = jsonb_set(data, '{version}', '2')`],
  ['I7 overdue', `UPDATE event SET data = jsonb_set(data, '{version}', '1') WHERE type = 'task.overdue'`],
  [
    'I7 what is completed',
    `UPDATE task SET status = 'done', completed_at = now(); UPDATE event SET data = data || '{"version": 4}'`,
  ],
]

test.each(damages)('%s is seen to be broken', async (invariant, damage) => {
  const bench = await createBench()
  await addTask(bench, { dueIn: '-2 days', overdueIn: '-1 day' })
  await addTask(bench, { dueIn: '-1 minute' })
  await sweepTasks(bench.worker)
  expect(await brokenInvariants(bench.owner, { onlyTime: true })).toEqual([])
  await bench.owner.query(damage)
  const broken = await brokenInvariants(bench.owner, { onlyTime: true })
  expect(broken.filter((line) => line.startsWith(invariant))).not.toEqual([])
})

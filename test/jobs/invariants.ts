import type { Pool } from 'pg'

/**
 * What must be true of the database after every fault, as one query for each that returns the ids of what breaks it.
 * It shares no code with the sweep. I2 and I7 are read from the events alone, I1 from the tasks alone.
 */
const invariants: Record<string, string> = {
  'I1 nothing stays as it was for more than 5 s after its moment': `SELECT id FROM task WHERE (status = 'scheduled' AND due_at < app_now() - interval '5 s')
      OR (status = 'due' AND overdue_at < app_now() - interval '5 s')`,

  'I2 at most one event for a task and a moment': `SELECT subject_id AS id FROM event WHERE type IN ('task.due', 'task.overdue')
      GROUP BY organization_id, subject_id, type, moment HAVING count(*) > 1`,

  'I2 no event before its moment': `SELECT id FROM event WHERE type IN ('task.due', 'task.overdue') AND occurred_at < moment`,

  'I3 what is due or overdue has exactly one event that says so': `SELECT id FROM task WHERE
      (status IN ('due', 'overdue') AND 1 <> (SELECT count(*) FROM event e
        WHERE e.organization_id = task.organization_id AND e.subject_id = task.id AND e.type = 'task.due' AND e.moment = task.due_at))
      OR (status = 'overdue' AND 1 <> (SELECT count(*) FROM event e
        WHERE e.organization_id = task.organization_id AND e.subject_id = task.id AND e.type = 'task.overdue' AND e.moment = task.overdue_at))`,

  'I3 the row remembers the moments of its events': `SELECT id FROM task WHERE
      due_fired_for IS DISTINCT FROM (SELECT e.moment FROM event e
        WHERE e.organization_id = task.organization_id AND e.subject_id = task.id AND e.type = 'task.due' ORDER BY (e.data->>'version')::int DESC LIMIT 1)
      OR overdue_fired_for IS DISTINCT FROM (SELECT e.moment FROM event e
        WHERE e.organization_id = task.organization_id AND e.subject_id = task.id AND e.type = 'task.overdue' ORDER BY (e.data->>'version')::int DESC LIMIT 1)`,

  'I3 an event has its task, at a version that the task has had': `SELECT e.id FROM event e LEFT JOIN task t ON t.organization_id = e.organization_id AND t.id = e.subject_id
      WHERE e.type LIKE 'task.%' AND (t.id IS NULL OR (e.data->>'version')::int > t.version)`,

  'I5 at most one mail for a person, a task and its moment': `SELECT task_id AS id FROM reminder WHERE kind = 'due' AND mail_id IS NOT NULL
      GROUP BY organization_id, recipient_id, task_id, moment HAVING count(*) > 1`,

  'I6 no lock older than its time': `SELECT id FROM agenda_jobs WHERE locked_at < now() - interval '20 s' OR locked_at > now() + interval '10 s'`,

  'I6 no lease of a webhook or a mail that reaches further than it may': `SELECT id FROM webhook_delivery WHERE lease_until > now() + interval '31 s'
      UNION ALL SELECT id FROM mail WHERE lease_until > now() + interval '61 s'`,

  'I7 no version twice': `SELECT subject_id AS id FROM event WHERE type LIKE 'task.%'
      GROUP BY subject_id, data->>'version' HAVING count(*) > 1`,

  'I7 overdue comes after due': `SELECT o.subject_id AS id FROM event o JOIN event d ON d.organization_id = o.organization_id AND d.subject_id = o.subject_id
      AND d.type = 'task.due' AND d.data->>'dueAt' = o.data->>'dueAt'
      WHERE o.type = 'task.overdue' AND (o.data->>'version')::int <= (d.data->>'version')::int`,

  'I7 what is completed does not become due': `SELECT t.id FROM task t JOIN event e ON e.organization_id = t.organization_id AND e.subject_id = t.id AND e.type IN ('task.due', 'task.overdue')
      WHERE t.status IN ('done', 'skipped', 'cancelled') AND (e.data->>'version')::int >= t.version`,
}

/** Where nothing but time touched the tasks, each change of a row is one event and one version. */
const onlyTime: Record<string, string> = {
  'I3 and I7 as many versions as events': `SELECT t.id FROM task t LEFT JOIN event e ON e.organization_id = t.organization_id AND e.subject_id = t.id AND e.type <> 'task.scheduled'
      GROUP BY t.organization_id, t.id HAVING t.version <> 1 + count(e.id)`,
}

/** The invariants that do not hold, with up to three ids each; empty when all is well. */
export async function brokenInvariants(owner: Pool, options: { onlyTime?: boolean } = {}): Promise<string[]> {
  const all = Object.entries({ ...invariants, ...(options.onlyTime && onlyTime) })
  const broken: string[] = []
  for (const [name, sql] of all) {
    const { rows } = await owner.query<{ id: string }>(sql)
    const some = rows.slice(0, 3).map(({ id }) => id)
    if (rows.length > 0) broken.push(`${name}: ${rows.length} (${some.join(', ')} …)`)
  }
  return broken
}

import { changeWebhook, createWebhook } from '../features/webhooks/webhooks.service.ts'
import type { Actor } from '../platform/actor.ts'
import { nothingAllowed } from '../platform/outgoing/networks.ts'
import { later } from './days.ts'
import type { Stage } from './stage.ts'

const day = 24
const eventTypes = ['interview.*', 'opportunity.*']

/**
 * An endpoint to look at, with what it got in the past days. It is off and its address is below .example, which nobody can
 * own (RFC 2606): the demo sends nothing by itself. After the events are written, as it would get those otherwise.
 */
export async function addWebhook({ db, now, at }: Stage, admin: Actor): Promise<void> {
  const { id } = await createWebhook(nothingAllowed).run(at(admin, now), {
    url: 'https://records.northbridge-careers.example/afterword',
    description: 'An example: the records of placements',
    eventTypes,
  })
  await changeWebhook(nothingAllowed).run(at(admin, now), { id, patch: { status: 'off' }, check: () => {} })
  await db.query(`UPDATE webhook SET created_at = $2 WHERE id = $1`, [id, later(now, -60 * day)])
  await db.query(deliveriesSql, [id, later(now, -12 * day)])
}

/** The latest ones arrived at once, an earlier one never: each as the worker would have written it. */
const deliveriesSql = `
WITH latest AS (
  SELECT *, row_number() OVER (ORDER BY occurred_at DESC, id) AS place FROM event
  WHERE (type LIKE 'interview.%' OR type LIKE 'opportunity.%') AND occurred_at > $2
  ORDER BY occurred_at DESC, id LIMIT 12
), told AS (
  SELECT *, place = 8 AS failed, occurred_at + interval '1 second' AS tried_at,
    to_char(occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS instant FROM latest
)
INSERT INTO webhook_delivery (organization_id, webhook_id, id, type, payload, occurred_at, created_at, status, tries,
  next_try_at, last_status, last_error, delivered_at, attempts)
SELECT organization_id, $1, id, type,
  json_build_object('id', id, 'type', type, 'timestamp', instant, 'organizationId', organization_id, 'subjectId', subject_id,
    'clientId', client_id, 'occurredAt', instant, 'data', data)::text,
  occurred_at, occurred_at, CASE WHEN failed THEN 'failed' ELSE 'delivered' END, 1, tried_at,
  CASE WHEN failed THEN 422 ELSE 200 END, CASE WHEN failed THEN 'status' END, CASE WHEN NOT failed THEN tried_at END,
  jsonb_build_array(jsonb_build_object('at', to_char(tried_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'durationMs', 80 + 13 * place, 'status', CASE WHEN failed THEN 422 ELSE 200 END, 'error', NULL,
    'answer', CASE WHEN failed THEN 'no such placement' ELSE 'ok' END, 'truncated', false))
FROM told`

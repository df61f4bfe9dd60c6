import { instantSql } from '../features/tasks/tasks.sweep.ts'
import { changeWebhook, createWebhook } from '../features/webhooks/webhooks.service.ts'
import type { Actor } from '../platform/actor.ts'
import { nothingAllowed } from '../platform/outgoing/networks.ts'
import { later } from './days.ts'
import type { Stage } from './stage.ts'

const day = 24

/**
 * An endpoint to look at. Its address is below .example, which nobody can own (RFC 2606). What the past tells it is queued
 * as its events are written; {@link closeWebhook} follows in the same transaction, so that nothing is ever sent.
 */
export async function openWebhook({ db, now, at }: Stage, admin: Actor): Promise<string> {
  const { id } = await createWebhook(nothingAllowed).run(await at(admin, now), {
    url: 'https://records.northbridge-careers.example/afterword',
    description: 'An example: the records of placements',
    eventTypes: ['interview.*', 'opportunity.*'],
  })
  await db.query(`UPDATE webhook SET created_at = $2 WHERE id = $1`, [id, later(now, -200 * day)])
  return id
}

/** It got everything at once but for one, and was switched off. */
export async function closeWebhook({ db, now, at }: Stage, admin: Actor, id: string): Promise<void> {
  await db.query(arrivedSql, [id])
  await changeWebhook(nothingAllowed).run(await at(admin, now), {
    id,
    patch: { status: 'off' },
    check: () => {},
  })
}

const arrivedSql = `
UPDATE webhook_delivery d SET created_at = d.occurred_at, status = CASE WHEN t.failed THEN 'failed' ELSE 'delivered' END,
  tries = 1, next_try_at = t.tried_at, last_status = t.status, last_error = CASE WHEN t.failed THEN 'status' END,
  delivered_at = CASE WHEN NOT t.failed THEN t.tried_at END,
  attempts = jsonb_build_array(jsonb_build_object('at', ${instantSql('t.tried_at')}, 'durationMs', 80 + 13 * (t.place % 20),
    'status', t.status, 'error', CASE WHEN t.failed THEN 'status' END,
    'answer', CASE WHEN t.failed THEN 'no such placement' ELSE 'ok' END, 'truncated', false))
FROM (
  SELECT id, place, place = 8 AS failed, CASE WHEN place = 8 THEN 422 ELSE 200 END AS status,
    occurred_at + interval '1 second' AS tried_at
  FROM (SELECT id, occurred_at, row_number() OVER (ORDER BY occurred_at DESC, id) AS place
    FROM webhook_delivery WHERE webhook_id = $1) AS latest
) AS t
WHERE d.webhook_id = $1 AND d.id = t.id`

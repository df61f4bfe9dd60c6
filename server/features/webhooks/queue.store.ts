import type { Pool } from 'pg'
import type { AttemptRow } from './webhooks.entity.ts'

export interface Claimed {
  organization_id: string
  webhook_id: string
  id: string
  payload: string
  tries: number
  fence: number
  /** The webhook's, when it was claimed. */
  version: number
  url: string
  sealed_secret: string
  /** While both sign. */
  previous_sealed_secret: string | null
  /** Seconds since 1970, by the database's clock. */
  seconds: number
}

export interface Claim {
  /** How many are under way here, by webhook. */
  underWay: ReadonlyMap<string, number>
  /** At most so many at once to an endpoint that answers well. */
  perEndpoint: number
  /** And to one of which that is not known. */
  unproven: number
  most: number
  leaseSeconds: number
  /** Failures in a row from which an endpoint is tried with one at once. */
  restsFrom: number
}

/** Endpoints for which something is queued, found one by one along the index: what waits for one costs the others nothing. */
const waiting = `
  hooks AS (
    (SELECT organization_id, webhook_id FROM webhook_delivery WHERE status = 'queued' ORDER BY organization_id, webhook_id LIMIT 1)
    UNION ALL
    SELECT n.organization_id, n.webhook_id FROM hooks h CROSS JOIN LATERAL (
      SELECT organization_id, webhook_id FROM webhook_delivery
      WHERE status = 'queued' AND (organization_id, webhook_id) > (h.organization_id, h.webhook_id)
      ORDER BY organization_id, webhook_id LIMIT 1) n
  )`

const claimSql = `
WITH RECURSIVE ${waiting}, ready AS MATERIALIZED (
  SELECT h.organization_id, h.webhook_id, w.version, w.url, w.sealed_secret,
    CASE WHEN w.previous_secret_until > now() THEN w.previous_sealed_secret END AS previous_sealed_secret,
    CASE WHEN s.last_success_at IS NOT NULL AND s.failures < $5 / 2 THEN $2::int
      WHEN coalesce(s.failures, 0) < $5 THEN least($2::int, $6::int) ELSE 1 END - coalesce((($1::jsonb)->>(h.webhook_id::text))::int, 0) AS room
  FROM hooks h
  JOIN webhook w ON w.organization_id = h.organization_id AND w.id = h.webhook_id AND w.status = 'active'
  LEFT JOIN webhook_health s ON s.organization_id = h.organization_id AND s.webhook_id = h.webhook_id
  WHERE coalesce(s.resume_at <= now(), true)
  ORDER BY random()
), next AS MATERIALIZED (
  SELECT d.organization_id, d.webhook_id, d.id, r.version, r.url, r.sealed_secret, r.previous_sealed_secret
  FROM ready r CROSS JOIN LATERAL (
    SELECT organization_id, webhook_id, id FROM webhook_delivery
    WHERE organization_id = r.organization_id AND webhook_id = r.webhook_id AND status = 'queued' AND next_try_at <= now()
      AND (lease_until IS NULL OR lease_until < now())
    ORDER BY next_try_at LIMIT r.room FOR UPDATE SKIP LOCKED) d
  WHERE r.room > 0 LIMIT $3
)
UPDATE webhook_delivery d SET lease_until = now() + make_interval(secs => $4), fence = d.fence + 1
FROM next n WHERE d.organization_id = n.organization_id AND d.webhook_id = n.webhook_id AND d.id = n.id
RETURNING d.organization_id, d.webhook_id, d.id, d.payload, d.tries, d.fence, n.version, n.url, n.sealed_secret, n.previous_sealed_secret,
  extract(epoch FROM clock_timestamp())::int AS seconds`

/** Takes deliveries that are due: each is this worker's until its lease ends, and its fence tells later that it still was. */
export async function claimDeliveries(pool: Pool, claim: Claim): Promise<Claimed[]> {
  const { rows } = await pool.query<Claimed>(claimSql, [
    JSON.stringify(Object.fromEntries(claim.underWay)),
    claim.perEndpoint,
    claim.most,
    claim.leaseSeconds,
    claim.restsFrom,
    claim.unproven,
  ])
  return rows
}

export interface Settled extends Pick<Claimed, 'organization_id' | 'webhook_id' | 'id' | 'fence'> {
  status: 'delivered' | 'queued' | 'failed'
  /** Seconds until the next try. */
  again: number | null
  last_status: number | null
  last_error: string | null
  attempt: AttemptRow
}

const settleSql = `
UPDATE webhook_delivery d SET status = r.status, lease_until = NULL, fence = d.fence + 1, tries = d.tries + 1,
  next_try_at = CASE WHEN r.again IS NULL THEN d.next_try_at ELSE now() + make_interval(secs => r.again) END,
  last_status = r.last_status, last_error = r.last_error,
  delivered_at = CASE WHEN r.status = 'delivered' THEN now() END,
  attempts = CASE WHEN jsonb_array_length(d.attempts) >= 20 THEN d.attempts - 0 ELSE d.attempts END || jsonb_build_array(r.attempt)
FROM jsonb_to_recordset($1::jsonb) AS r (organization_id uuid, webhook_id uuid, id uuid, fence int, status text,
  again float8, last_status int, last_error text, attempt jsonb)
WHERE d.organization_id = r.organization_id AND d.webhook_id = r.webhook_id AND d.id = r.id AND d.fence = r.fence
  AND d.status = 'queued'`

/** Ends claims, many in one statement, but for those that another has taken over. Doing it twice is the same as once. */
export const settleDeliveries = (pool: Pool, settled: readonly Settled[]): Promise<unknown> =>
  pool.query(settleSql, [JSON.stringify(settled)])

/** Gives back what was claimed and not tried to an end. */
export const releaseDeliveries = (
  pool: Pool,
  claimed: readonly Pick<Claimed, 'organization_id' | 'webhook_id' | 'id' | 'fence'>[],
): Promise<unknown> =>
  pool.query(
    `UPDATE webhook_delivery d SET lease_until = NULL, fence = d.fence + 1
     FROM jsonb_to_recordset($1::jsonb) AS r (organization_id uuid, webhook_id uuid, id uuid, fence int)
     WHERE d.organization_id = r.organization_id AND d.webhook_id = r.webhook_id AND d.id = r.id AND d.fence = r.fence`,
    [
      JSON.stringify(
        claimed.map(({ organization_id, webhook_id, id, fence }) => ({
          organization_id,
          webhook_id,
          id,
          fence,
        })),
      ),
    ],
  )

/** How the tries of one endpoint went, since what is known of it. */
export interface Fared {
  organization_id: string
  webhook_id: string
  succeeded: boolean
  /** Since the last success, weighed. */
  failures: number
  /** Seconds for which it asked to be left alone. */
  rest: number | null
}

const healthSql = `
INSERT INTO webhook_health AS h (organization_id, webhook_id, failures, failing_since, last_success_at, resume_at)
SELECT r.organization_id, r.webhook_id, r.failures, CASE WHEN r.failures > 0 THEN now() END,
  CASE WHEN r.succeeded THEN date_trunc('minute', now()) END, now() + make_interval(secs => r.rest)
FROM jsonb_to_recordset($1::jsonb) AS r (organization_id uuid, webhook_id uuid, succeeded boolean, failures int, rest float8)
JOIN webhook w ON w.organization_id = r.organization_id AND w.id = r.webhook_id
ORDER BY r.organization_id, r.webhook_id
ON CONFLICT (organization_id, webhook_id) DO UPDATE SET
  failures = least(excluded.failures + CASE WHEN excluded.last_success_at IS NULL THEN h.failures ELSE 0 END, 10000),
  failing_since = CASE WHEN excluded.failures = 0 THEN NULL WHEN excluded.last_success_at IS NULL
    THEN coalesce(h.failing_since, now()) ELSE now() END,
  last_success_at = coalesce(excluded.last_success_at, h.last_success_at),
  resume_at = greatest(excluded.resume_at, CASE WHEN excluded.last_success_at IS NULL AND h.failures + excluded.failures >= $2
    THEN now() + make_interval(secs => least($3::float8, power(2, least(h.failures + excluded.failures - $2, 20)))) END)
WHERE excluded.failures > 0 OR h.failures > 0 OR h.last_success_at IS DISTINCT FROM excluded.last_success_at
RETURNING organization_id, webhook_id, failing_since < now() - make_interval(days => $4) AS spent`

/** Keeps how endpoints fare. Returns those that have failed for so many days without one success. */
export async function noteHealth(
  pool: Pool,
  fared: readonly Fared[],
  { restsFrom, longestRest, failingDays }: { restsFrom: number; longestRest: number; failingDays: number },
): Promise<{ organization_id: string; webhook_id: string }[]> {
  const { rows } = await pool.query(healthSql, [JSON.stringify(fared), restsFrom, longestRest, failingDays])
  return rows.filter(({ spent }) => spent)
}

/** How many are queued, as far as it is worth counting. */
export const queuedSql = `SELECT count(*) FROM (SELECT FROM webhook_delivery WHERE status = 'queued' LIMIT 100000) AS counted`

/** For how many seconds what could be sent has been waiting: at endpoints that are on, and do not rest. */
export const lagSql = `
WITH RECURSIVE ${waiting}
SELECT coalesce(greatest(0, extract(epoch FROM now() - min(d.next_try_at))), 0) FROM hooks h
JOIN webhook w ON w.organization_id = h.organization_id AND w.id = h.webhook_id AND w.status = 'active'
LEFT JOIN webhook_health s ON s.organization_id = h.organization_id AND s.webhook_id = h.webhook_id
CROSS JOIN LATERAL (SELECT next_try_at FROM webhook_delivery x WHERE x.organization_id = h.organization_id
  AND x.webhook_id = h.webhook_id AND x.status = 'queued' ORDER BY next_try_at LIMIT 1) d
WHERE coalesce(s.resume_at <= now(), true)`

/** Deletes what has been kept long enough, at most so many rows at once. */
export async function purgeDeliveries(pool: Pool, batch: number, days: number): Promise<number> {
  const { rows } = await pool.query<{ gone: number }>('SELECT purge_webhook_deliveries($1, $2) AS gone', [
    batch,
    days,
  ])
  return rows[0]?.gone ?? 0
}

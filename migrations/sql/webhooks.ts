import { activityTriggers } from './activities.ts'
import { oneOf, rowColumns, tenantColumns, written } from './checks.ts'
import { definer } from './identity.ts'
import { isMine, protectTable, touchTrigger } from './tenancy.ts'

/** Where events go. Secrets are sealed by a key that is not in this table. */
const webhook = `
CREATE TABLE webhook (
  ${tenantColumns},
  url text NOT NULL,
  description text,
  event_types text[] NOT NULL DEFAULT '{*}',
  status text NOT NULL DEFAULT 'active',
  off_reason text,
  sealed_secret text NOT NULL,
  previous_sealed_secret text,
  previous_secret_until timestamptz(3),
  ${rowColumns},
  ${written('webhook', 'url', 2048)},
  ${oneOf('webhook', 'status', ['active', 'off'])},
  ${oneOf('webhook', 'off_reason', ['by_hand', 'gone', 'failing'])},
  CONSTRAINT webhook_off_has_reason CHECK ((status = 'off') = (off_reason IS NOT NULL)),
  CONSTRAINT webhook_some_types CHECK (cardinality(event_types) BETWEEN 1 AND 100)
);
CREATE INDEX webhook_created ON webhook (organization_id, created_at, id);
CREATE INDEX webhook_updated ON webhook (organization_id, updated_at, id);
CREATE INDEX webhook_active ON webhook (organization_id) WHERE status = 'active';
${protectTable('webhook', { api: 'SELECT, INSERT, UPDATE, DELETE', worker: 'SELECT, UPDATE' }, isMine)}
${touchTrigger('webhook')}
${activityTriggers('webhook')}
`

/** How an endpoint fares, apart from its record: deliveries write it, and must neither raise its version nor be logged. */
const health = `
CREATE TABLE webhook_health (
  organization_id uuid NOT NULL REFERENCES organization (id),
  webhook_id uuid NOT NULL,
  failures integer NOT NULL DEFAULT 0,
  failing_since timestamptz(3),
  last_success_at timestamptz(3),
  resume_at timestamptz(3),
  PRIMARY KEY (organization_id, webhook_id),
  FOREIGN KEY (organization_id, webhook_id) REFERENCES webhook (organization_id, id) ON DELETE CASCADE
);
${protectTable('webhook_health', { api: 'SELECT, INSERT, UPDATE, DELETE', worker: 'SELECT, INSERT, UPDATE' }, isMine)}
`

/**
 * One event on its way to one endpoint, under the event's own id. Without a foreign key to the webhook: the sweep writes
 * thousands of these in one statement, and a removed endpoint's are taken away in batches (purge_webhook_deliveries).
 */
const delivery = `
CREATE TABLE webhook_delivery (
  organization_id uuid NOT NULL REFERENCES organization (id),
  webhook_id uuid NOT NULL,
  id uuid NOT NULL,
  type text NOT NULL,
  payload text NOT NULL,
  occurred_at timestamptz(3) NOT NULL,
  status text NOT NULL DEFAULT 'queued',
  tries integer NOT NULL DEFAULT 0,
  next_try_at timestamptz(3) NOT NULL DEFAULT now(),
  lease_until timestamptz(3),
  fence integer NOT NULL DEFAULT 0,
  last_status integer,
  last_error text,
  attempts jsonb NOT NULL DEFAULT '[]',
  delivered_at timestamptz(3),
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (organization_id, webhook_id, id),
  ${oneOf('webhook_delivery', 'status', ['queued', 'delivered', 'failed', 'dropped'])}
) WITH (fillfactor = 80);
CREATE INDEX webhook_delivery_queue ON webhook_delivery (organization_id, webhook_id, next_try_at) WHERE status = 'queued';
CREATE INDEX webhook_delivery_log ON webhook_delivery (organization_id, webhook_id, occurred_at, id);
CREATE INDEX webhook_delivery_age ON webhook_delivery (created_at);
${protectTable('webhook_delivery', { api: 'SELECT, INSERT, UPDATE', worker: 'SELECT, UPDATE' }, isMine)}
`

/** As the API writes instants. */
const instant = (column: string): string =>
  `replace(to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), '.000Z', 'Z')`

/**
 * Queues new events for the endpoints that want them, in the transaction that writes them; one statement, however many
 * events. Without an active endpoint it costs one look at the organizations. The payload is made here, once, as text, so
 * that every try sends equal bytes. The trigger is to be made anew wherever the table of events is.
 */
const fanOut = `
CREATE FUNCTION queue_webhook_deliveries() RETURNS trigger ${definer.replace('LANGUAGE sql', 'LANGUAGE plpgsql')} AS $$
BEGIN
  INSERT INTO webhook_delivery (organization_id, webhook_id, id, type, occurred_at, payload)
  SELECT e.organization_id, w.id, e.id, e.type, e.occurred_at,
    json_build_object('id', e.id, 'type', e.type, 'timestamp', ${instant('e.occurred_at')},
      'organizationId', e.organization_id, 'subjectId', e.subject_id, 'clientId', e.client_id,
      'occurredAt', ${instant('e.occurred_at')}, 'data', e.data)::text
  FROM (SELECT DISTINCT organization_id FROM written_events) AS o
  JOIN webhook w ON w.organization_id = o.organization_id AND w.status = 'active'
  JOIN written_events e ON e.organization_id = w.organization_id
    AND w.event_types && ARRAY['*', e.type, split_part(e.type, '.', 1) || '.*'];
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION queue_webhook_deliveries FROM PUBLIC;
`

/** Makes the trigger on the table of events that queues deliveries. */
export const webhookFanOut = `
CREATE TRIGGER event_webhooks AFTER INSERT ON event REFERENCING NEW TABLE AS written_events
  FOR EACH STATEMENT EXECUTE FUNCTION queue_webhook_deliveries();
`

/**
 * webhook_key: what seals secrets, the same for all processes; the first to ask makes it. purge_webhook_deliveries: what
 * is only kept for a while, and what an endpoint that is gone has left behind; real time, as the worker tries by it.
 */
const functions = `
CREATE FUNCTION webhook_key(candidate text) RETURNS text ${definer} AS $$
  SELECT keep_secret('webhook-secrets', candidate)
$$;
REVOKE ALL ON FUNCTION webhook_key FROM PUBLIC;
GRANT EXECUTE ON FUNCTION webhook_key TO afterword_api, afterword_worker;

CREATE FUNCTION purge_webhook_deliveries(batch integer, days integer) RETURNS integer ${definer.replace('LANGUAGE sql', 'LANGUAGE plpgsql')} AS $$
DECLARE dropped integer; gone integer; left_behind integer;
BEGIN
  UPDATE webhook_delivery SET status = 'dropped', lease_until = NULL WHERE ctid = ANY (ARRAY(
    SELECT d.ctid FROM webhook_delivery d JOIN webhook w ON w.organization_id = d.organization_id AND w.id = d.webhook_id
    WHERE d.created_at < now() - make_interval(days => days) AND d.status = 'queued' AND w.status = 'off' LIMIT batch));
  GET DIAGNOSTICS dropped = ROW_COUNT;
  DELETE FROM webhook_delivery WHERE ctid = ANY (ARRAY(
    SELECT d.ctid FROM webhook_delivery d WHERE d.created_at < now() - make_interval(days => days)
      AND (d.status = 'delivered' OR d.status <> 'queued' AND d.created_at < now() - make_interval(days => 2 * days)) LIMIT batch));
  GET DIAGNOSTICS gone = ROW_COUNT;
  DELETE FROM webhook_delivery WHERE ctid = ANY (ARRAY(
    SELECT d.ctid FROM (
      WITH RECURSIVE hooks AS (
        (SELECT organization_id, webhook_id FROM webhook_delivery ORDER BY organization_id, webhook_id LIMIT 1)
        UNION ALL
        SELECT n.organization_id, n.webhook_id FROM hooks h CROSS JOIN LATERAL (
          SELECT organization_id, webhook_id FROM webhook_delivery
          WHERE (organization_id, webhook_id) > (h.organization_id, h.webhook_id) ORDER BY organization_id, webhook_id LIMIT 1) n
      )
      SELECT * FROM hooks h WHERE NOT EXISTS (SELECT FROM webhook w WHERE w.organization_id = h.organization_id AND w.id = h.webhook_id)
    ) AS h JOIN webhook_delivery d ON d.organization_id = h.organization_id AND d.webhook_id = h.webhook_id LIMIT batch));
  GET DIAGNOSTICS left_behind = ROW_COUNT;
  RETURN dropped + gone + left_behind;
END $$;
REVOKE ALL ON FUNCTION purge_webhook_deliveries FROM PUBLIC;
GRANT EXECUTE ON FUNCTION purge_webhook_deliveries TO afterword_worker;
GRANT INSERT ON mail TO afterword_worker;
`

export const webhooks = `${webhook}${health}${delivery}${fanOut}${webhookFanOut}${functions}`

export const dropWebhooks = `
DROP TRIGGER event_webhooks ON event;
REVOKE INSERT ON mail FROM afterword_worker;
DROP FUNCTION purge_webhook_deliveries, webhook_key, queue_webhook_deliveries;
DROP TABLE webhook_delivery;
DROP TABLE webhook_health;
DROP TABLE webhook;
DELETE FROM server_secret WHERE name = 'webhook-secrets';
`

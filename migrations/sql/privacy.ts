import { activityTriggers } from './activities.ts'
import { oneOf, rowColumns, tenantColumns } from './checks.ts'
import { erasedColumns, erasePeople } from './erasure.ts'
import { protectTable, touchTrigger } from './tenancy.ts'

export const privacyTables = `
ALTER TABLE client ADD COLUMN closed_at timestamptz(3), ADD COLUMN erased_at timestamptz(3);
ALTER TABLE contact ADD COLUMN erased_at timestamptz(3);
-- Whatever else brings somebody back, nobody who has been erased.
ALTER TABLE client ADD CONSTRAINT client_erased_is_gone CHECK (erased_at IS NULL OR (deleted_at IS NOT NULL AND account_id IS NULL
  AND status = 'archived' AND NOT consent_pipeline AND NOT consent_notes AND NOT consent_contacts));
ALTER TABLE contact ADD CONSTRAINT contact_erased_is_gone CHECK (erased_at IS NULL OR deleted_at IS NOT NULL);
UPDATE client SET closed_at = updated_at WHERE status IN ('placed', 'archived');
CREATE INDEX client_closed ON client (organization_id, closed_at) WHERE closed_at IS NOT NULL AND erased_at IS NULL;

-- Since when a client is placed or archived: from then their data is kept for as long as the practice says.
CREATE FUNCTION client_closes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.closed_at := CASE WHEN NEW.status IN ('placed', 'archived') THEN coalesce(NEW.closed_at, app_now()) END;
  RETURN NEW;
END $$;
CREATE TRIGGER client_closes BEFORE INSERT OR UPDATE OF status ON client FOR EACH ROW EXECUTE FUNCTION client_closes();

-- How long things are kept; NULL: until somebody erases them.
ALTER TABLE organization
  ADD COLUMN keep_clients_months integer CONSTRAINT organization_keep_clients CHECK (keep_clients_months BETWEEN 1 AND 240),
  ADD COLUMN keep_events_days integer CONSTRAINT organization_keep_events CHECK (keep_events_days BETWEEN 30 AND 3660),
  ADD COLUMN keep_activities_months integer CONSTRAINT organization_keep_activities CHECK (keep_activities_months BETWEEN 1 AND 240),
  ADD COLUMN keep_sessions_days integer CONSTRAINT organization_keep_sessions CHECK (keep_sessions_days BETWEEN 1 AND 3660),
  ADD COLUMN keep_mails_days integer CONSTRAINT organization_keep_mails CHECK (keep_mails_days BETWEEN 1 AND 3660);

-- Who has been erased: ids alone, so that a restored backup can be brought up to it. filed_at: written to ERASURE_LEDGER.
CREATE TABLE erasure (
  organization_id uuid NOT NULL REFERENCES organization (id),
  kind text NOT NULL,
  subject_id uuid NOT NULL,
  cause text NOT NULL,
  erased_at timestamptz(3) NOT NULL DEFAULT now(),
  filed_at timestamptz(3),
  PRIMARY KEY (organization_id, kind, subject_id),
  ${oneOf('erasure', 'kind', ['client', 'contact'])},
  ${oneOf('erasure', 'cause', ['request', 'retention', 'ledger'])}
);
CREATE INDEX erasure_unfiled ON erasure (organization_id, erased_at) WHERE filed_at IS NULL;
${protectTable('erasure', { api: 'SELECT', worker: 'SELECT' })}
GRANT UPDATE (filed_at) ON erasure TO afterword_api, afterword_worker;

-- A client asks to be erased; an admin does it or declines.
CREATE TABLE erasure_request (${tenantColumns},
  client_id uuid NOT NULL,
  status text NOT NULL DEFAULT 'open',
  decided_at timestamptz(3),
  decided_by uuid,
  ${rowColumns},
  FOREIGN KEY (organization_id, client_id) REFERENCES client (organization_id, id),
  FOREIGN KEY (organization_id, decided_by) REFERENCES member (organization_id, id),
  ${oneOf('erasure_request', 'status', ['open', 'done', 'declined', 'withdrawn'])},
  CONSTRAINT erasure_request_decided CHECK ((status = 'open') = (decided_at IS NULL))
);
CREATE UNIQUE INDEX erasure_request_open ON erasure_request (organization_id, client_id) WHERE status = 'open';
CREATE INDEX erasure_request_client ON erasure_request (organization_id, client_id);
CREATE INDEX erasure_request_created ON erasure_request (organization_id, created_at, id);
${protectTable('erasure_request', { api: 'SELECT, INSERT, UPDATE' })}
${touchTrigger('erasure_request')}
${activityTriggers('erasure_request', { client: 'client_id' })}`

const definer = 'SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp'

/**
 * Nobody writes what erasing has emptied. A request that began before the erasure and writes after it fails as a
 * serialization failure, is performed again, and then finds nobody.
 */
const guards = `
CREATE FUNCTION refuse_erased() RETURNS trigger LANGUAGE plpgsql ${definer} AS $$
DECLARE gone timestamptz;
BEGIN
  IF current_setting('app.erasing', true) = '1' THEN RETURN NEW; END IF;
  CASE TG_ARGV[0]
    WHEN 'self' THEN gone := OLD.erased_at;
    WHEN 'creator' THEN SELECT erased_at INTO gone FROM client
      WHERE organization_id = NEW.organization_id AND id = NEW.created_by FOR KEY SHARE;
    WHEN 'client' THEN SELECT erased_at INTO gone FROM client
      WHERE organization_id = NEW.organization_id AND id = NEW.client_id FOR KEY SHARE;
    WHEN 'interview' THEN SELECT c.erased_at INTO gone FROM interview i
      JOIN client c ON c.organization_id = i.organization_id AND c.id = i.client_id
      WHERE i.organization_id = NEW.organization_id AND i.id = NEW.interview_id FOR KEY SHARE OF c;
  END CASE;
  IF gone IS NOT NULL THEN
    RAISE EXCEPTION 'This person has been erased.' USING ERRCODE = 'serialization_failure';
  END IF;
  RETURN NEW;
END $$;
`

type Guard = 'self' | 'client' | 'interview' | 'creator'

/** Guards a table against new rows of an erased client, known by client_id, by the interview's, or by who created them. */
const guardInsert = (table: string, by: Guard): string =>
  `CREATE TRIGGER ${table}_not_erased_insert BEFORE INSERT ON ${table} FOR EACH ROW ${
    by === 'client' ? 'WHEN (NEW.client_id IS NOT NULL)' : ''
  } EXECUTE FUNCTION refuse_erased('${by}');\n`

/** Guards what erasing has emptied in a table's rows: by their own erased_at, or by the client's. */
function guardUpdate(table: string, by: Guard): string {
  const changed = erasedColumns(table)
    .map((column) => `NEW.${column} IS DISTINCT FROM OLD.${column}`)
    .join(' OR ')
  const own = by === 'self' ? 'OLD.erased_at IS NOT NULL AND ' : ''
  return changed
    ? `CREATE TRIGGER ${table}_not_erased_update BEFORE UPDATE ON ${table} FOR EACH ROW WHEN (${own}(${changed})) EXECUTE FUNCTION refuse_erased('${by}');\n`
    : ''
}

const guarded: Record<string, { insert?: Guard; update?: Guard }> = {
  client: { update: 'self' },
  contact: { insert: 'creator', update: 'self' },
  opportunity: { insert: 'client', update: 'client' },
  interview: { insert: 'client', update: 'client' },
  task: { insert: 'client', update: 'client' },
  session: { insert: 'client' },
  participant: { insert: 'interview' },
  timeline_statement: { insert: 'interview' },
}

const guardTriggers = Object.entries(guarded).map(
  ([table, { insert, update }]) =>
    (insert ? guardInsert(table, insert) : '') + (update ? guardUpdate(table, update) : ''),
)

const tenant = `NULLIF(current_setting('app.organization_id', true), '')::uuid`

/** What the serving roles may call; each erases within one organization, or by an organization's own setting. */
const entrances = `
CREATE FUNCTION erase_client(wanted uuid) RETURNS SETOF erasure LANGUAGE sql ${definer} AS $$
  SELECT * FROM erase_people(${tenant}, ARRAY[wanted], '{}', 'request')
$$;
CREATE FUNCTION erase_contact(wanted uuid) RETURNS SETOF erasure LANGUAGE sql ${definer} AS $$
  SELECT * FROM erase_people(${tenant}, '{}', ARRAY[wanted], 'request')
$$;

-- Clients who have been closed for longer than their practice keeps them; at most so many, of one organization.
CREATE FUNCTION erase_overdue(batch integer) RETURNS SETOF erasure LANGUAGE plpgsql ${definer} AS $$
DECLARE org uuid; months integer; overdue uuid[];
BEGIN
  FOR org, months IN SELECT id, keep_clients_months FROM organization WHERE keep_clients_months IS NOT NULL ORDER BY id LOOP
    overdue := ARRAY(SELECT id FROM client WHERE organization_id = org AND erased_at IS NULL
      AND closed_at < app_now() - make_interval(months => months) ORDER BY closed_at LIMIT batch FOR UPDATE SKIP LOCKED);
    IF cardinality(overdue) > 0 THEN
      RETURN QUERY SELECT * FROM erase_people(org, overdue, '{}', 'retention');
      RETURN;
    END IF;
  END LOOP;
END $$;

REVOKE ALL ON FUNCTION erase_client, erase_contact, erase_overdue FROM PUBLIC;
GRANT EXECUTE ON FUNCTION erase_client, erase_contact TO afterword_api;
GRANT EXECUTE ON FUNCTION erase_overdue TO afterword_worker;
`

/** What is only kept for a while: each by its organization's setting, in batches. Sessions go by real time, as they live. */
export const purges = `
CREATE FUNCTION purge_overdue(batch integer) RETURNS TABLE (what text, gone integer) LANGUAGE plpgsql ${definer} AS $$
DECLARE org record; n integer; rest integer := batch;
BEGIN
  FOR org IN SELECT * FROM organization ORDER BY id LOOP
    IF rest > 0 AND org.keep_events_days IS NOT NULL THEN
      DELETE FROM event WHERE ctid = ANY (ARRAY(SELECT ctid FROM event WHERE organization_id = org.id
        AND occurred_at < app_now() - make_interval(days => org.keep_events_days) LIMIT rest));
      GET DIAGNOSTICS n = ROW_COUNT;
      what := 'events'; gone := n; rest := rest - n; RETURN NEXT;
    END IF;
    IF rest > 0 AND org.keep_activities_months IS NOT NULL THEN
      DELETE FROM activity WHERE ctid = ANY (ARRAY(SELECT ctid FROM activity WHERE organization_id = org.id
        AND occurred_at < app_now() - make_interval(months => org.keep_activities_months) LIMIT rest));
      GET DIAGNOSTICS n = ROW_COUNT;
      what := 'activities'; gone := n; rest := rest - n; RETURN NEXT;
    END IF;
    IF rest > 0 AND org.keep_sessions_days IS NOT NULL THEN
      WITH old AS (DELETE FROM session WHERE ctid = ANY (ARRAY(SELECT ctid FROM session WHERE organization_id = org.id
          AND least(coalesce(ended_at, expires_at), expires_at) < now() - make_interval(days => org.keep_sessions_days) LIMIT rest))
        RETURNING id), looked AS (DELETE FROM credential_lookup WHERE organization_id = org.id AND kind = 'session'
          AND subject_id IN (SELECT id FROM old))
      SELECT count(*) INTO n FROM old;
      what := 'sessions'; gone := n; rest := rest - n; RETURN NEXT;
    END IF;
    IF rest > 0 AND org.keep_mails_days IS NOT NULL THEN
      UPDATE mail SET text = NULL, html = NULL WHERE ctid = ANY (ARRAY(SELECT ctid FROM mail WHERE organization_id = org.id
        AND status <> 'queued' AND (text IS NOT NULL OR html IS NOT NULL)
        AND created_at < now() - make_interval(days => org.keep_mails_days) LIMIT rest));
      GET DIAGNOSTICS n = ROW_COUNT;
      what := 'mails'; gone := n; rest := rest - n; RETURN NEXT;
    END IF;
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION purge_overdue FROM PUBLIC;
GRANT EXECUTE ON FUNCTION purge_overdue TO afterword_worker;
`

export const privacyFunctions = `${erasePeople}${entrances}${purges}${guards}${guardTriggers.join('')}
CREATE INDEX event_occurred ON event (organization_id, occurred_at);
CREATE INDEX credential_lookup_subject ON credential_lookup (organization_id, subject_id);`

export const dropPrivacy = `
DROP INDEX credential_lookup_subject, event_occurred;
${Object.keys(guarded)
  .map(
    (table) =>
      `DROP TRIGGER IF EXISTS ${table}_not_erased_insert ON ${table}; DROP TRIGGER IF EXISTS ${table}_not_erased_update ON ${table};`,
  )
  .join('\n')}
DROP FUNCTION refuse_erased, purge_overdue, erase_overdue, erase_contact, erase_client, erase_people;
DROP TABLE erasure_request;
DROP TABLE erasure;
ALTER TABLE organization DROP COLUMN keep_clients_months, DROP COLUMN keep_events_days, DROP COLUMN keep_activities_months,
  DROP COLUMN keep_sessions_days, DROP COLUMN keep_mails_days;
DROP TRIGGER client_closes ON client;
DROP FUNCTION client_closes;
ALTER TABLE contact DROP COLUMN erased_at;
ALTER TABLE client DROP COLUMN closed_at, DROP COLUMN erased_at;
`

import { definer } from './identity.ts'
import { isMine, protectTable } from './tenancy.ts'

const inPlpgsql = definer.replace('LANGUAGE sql', 'LANGUAGE plpgsql')

/*
 * The table of events in one partition for each day (UTC). Ids of events are UUIDv7 by the database's clock, so a day is a
 * range of ids: the primary key stays what it was, and dropping a day costs nothing, however many events it holds.
 */

/** The smallest id that is made at this moment. */
export const firstEventId = `
CREATE OR REPLACE FUNCTION first_event_id(moment timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
  SELECT (lpad(to_hex(greatest(0, floor(extract(epoch FROM moment) * 1000)::bigint)), 12, '0') || repeat('0', 20))::uuid
$$;`

/** What the unique index event_of_time_once stood behind: a partitioned table can not have it, so the row remembers all. */
export const addMemory = `
ALTER TABLE task ADD COLUMN IF NOT EXISTS due_fired_before timestamptz(3)[],
  ADD COLUMN IF NOT EXISTS overdue_fired_before timestamptz(3)[];`

const forgotten = ['due', 'overdue'].map(
  (step) => `
  UPDATE task t SET ${step}_fired_before = e.moments FROM (
    SELECT e.organization_id, e.subject_id, array_agg(e.moment) AS moments FROM event e
    JOIN task x ON x.organization_id = e.organization_id AND x.id = e.subject_id AND x.${step}_fired_for <> e.moment
    WHERE e.type = 'task.${step}' GROUP BY 1, 2) AS e
  WHERE t.organization_id = e.organization_id AND t.id = e.subject_id;`,
)

/** What tasks were announced for before they were moved, from the events. Neither a new version nor an activity. */
export const fillMemory = `
ALTER TABLE task DISABLE TRIGGER task_touch, DISABLE TRIGGER task_activity_of_change;
${forgotten.join('')}
ALTER TABLE task ENABLE TRIGGER task_touch, ENABLE TRIGGER task_activity_of_change;`

const indexes: Record<string, string> = {
  event_subject: '(organization_id, subject_id, occurred_at)',
  event_client: '(organization_id, client_id, occurred_at) WHERE client_id IS NOT NULL',
  event_xid: '(organization_id, xid, id)',
  event_occurred: '(organization_id, occurred_at)',
}
const makeIndexes = Object.entries(indexes)
  .map(([name, on]) => `CREATE INDEX ${name} ON event ${on};`)
  .join('\n')
const renameIndexes = Object.keys(indexes)
  .map((name) => `ALTER INDEX ${name} RENAME TO ${name.replace('event_', 'event_before_')};`)
  .join('\n')

/** What the old table holds ends here; the check lets it become a partition without being read under a lock. */
export const announceBoundary = (boundary: string): string => `
ALTER TABLE event DROP CONSTRAINT IF EXISTS event_before_boundary;
ALTER TABLE event ADD CONSTRAINT event_before_boundary CHECK (id < '${boundary}') NOT VALID;`

const secured = (table: string): string => `
ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
CREATE POLICY ${table}_of_owner ON ${table} TO CURRENT_USER USING (true) WITH CHECK (true);`

/**
 * The old table becomes the first partition, without a row being copied. No partition is granted to anybody: the rows are
 * reached through the whole alone, whose policies hold then. Triggers of others move along.
 */
export const partition = (boundary: string): string => `
LOCK TABLE event IN ACCESS EXCLUSIVE MODE;
CREATE TEMPORARY TABLE event_trigger ON COMMIT DROP AS
  SELECT tgname AS name, pg_get_triggerdef(oid) AS made FROM pg_trigger WHERE tgrelid = 'event'::regclass AND NOT tgisinternal;
DO $$ DECLARE one record; BEGIN
  FOR one IN SELECT * FROM event_trigger LOOP EXECUTE format('DROP TRIGGER %I ON event', one.name); END LOOP;
END $$;
DROP INDEX event_of_time_once;
ALTER TABLE event RENAME TO event_before;
ALTER INDEX event_pkey RENAME TO event_before_pkey;
${renameIndexes}
REVOKE ALL ON event_before FROM afterword_api, afterword_worker;
DROP POLICY event_of_organization ON event_before;
DROP POLICY event_of_worker ON event_before;
ALTER POLICY event_of_owner ON event_before RENAME TO event_before_of_owner;

CREATE TABLE event (LIKE event_before INCLUDING DEFAULTS INCLUDING CONSTRAINTS) PARTITION BY RANGE (id);
ALTER TABLE event DROP CONSTRAINT event_before_boundary,
  ADD CONSTRAINT event_pkey PRIMARY KEY (organization_id, id),
  ADD CONSTRAINT event_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization (id);
${makeIndexes}
ALTER TABLE event ATTACH PARTITION event_before FOR VALUES FROM (MINVALUE) TO ('${boundary}');
ALTER TABLE event_before DROP CONSTRAINT event_before_boundary;
CREATE TABLE event_default PARTITION OF event DEFAULT;
${secured('event_default')}
${protectTable('event', { api: 'SELECT, INSERT', worker: 'SELECT, INSERT' }, isMine)}
DO $$ DECLARE one record; BEGIN
  FOR one IN SELECT * FROM event_trigger LOOP EXECUTE one.made; END LOOP;
END $$;`

/**
 * keep_event_partitions: one step on each call, so that each lock is held for a moment; what it did, or null when nothing
 * is left to do. It gives up after a tenth of a second where somebody is in the way ("busy"), to be called again later.
 * A practice that keeps its events for longer than the installation does makes it keep all for as long.
 */
export const keeping = `
CREATE TABLE event_horizon (
  only_row boolean PRIMARY KEY DEFAULT true CONSTRAINT event_horizon_only_row CHECK (only_row),
  kept_since timestamptz(3) NOT NULL DEFAULT '-infinity'
);
INSERT INTO event_horizon DEFAULT VALUES;

CREATE FUNCTION events_kept_since() RETURNS timestamptz STABLE ${definer} AS $$ SELECT kept_since FROM event_horizon $$;

CREATE FUNCTION event_partitions() RETURNS TABLE (name text, upper_id uuid) STABLE ${definer} AS $$
  SELECT c.relname::text, (regexp_match(pg_get_expr(c.relpartbound, c.oid), 'TO \\(''([0-9a-f-]{36})''\\)'))[1]::uuid
  FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'event'::regclass
$$;

CREATE FUNCTION keep_event_partitions(days integer) RETURNS text ${inPlpgsql} SET lock_timeout = '100ms' SET timezone = 'UTC' AS $$
DECLARE
  today date := (now() AT TIME ZONE 'UTC')::date;
  keep integer := greatest(days, (SELECT max(keep_events_days) FROM organization));
  old record; made text; n integer;
BEGIN
  FOR n IN 1..7 LOOP
    made := 'event_' || to_char(today + n, 'YYYYMMDD');
    CONTINUE WHEN to_regclass(made) IS NOT NULL
      OR EXISTS (SELECT FROM event_partitions() WHERE upper_id > first_event_id((today + n)::timestamptz));
    BEGIN
      EXECUTE format('CREATE TABLE public.%I (LIKE event INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING INDEXES)', made);
      EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', made);
      EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', made);
      EXECUTE format('CREATE POLICY %I ON public.%I TO CURRENT_USER USING (true) WITH CHECK (true)', made || '_of_owner', made);
      EXECUTE format('ALTER TABLE event ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)', made,
        first_event_id((today + n)::timestamptz), first_event_id((today + n + 1)::timestamptz));
      RETURN 'made ' || made;
    EXCEPTION
      WHEN lock_not_available THEN RETURN 'busy';
      WHEN check_violation THEN NULL; -- Events of that day are in the default partition already; there they stay.
    END;
  END LOOP;

  FOR old IN SELECT * FROM event_partitions() WHERE upper_id <= first_event_id(now() - make_interval(days => keep))
    ORDER BY upper_id LIMIT 1 LOOP
    BEGIN
      EXECUTE format('ALTER TABLE event DETACH PARTITION public.%I', old.name);
      EXECUTE format('DROP TABLE public.%I', old.name);
    EXCEPTION WHEN lock_not_available THEN RETURN 'busy';
    END;
    UPDATE event_horizon SET kept_since = greatest(kept_since,
      to_timestamp(('x' || left(replace(old.upper_id::text, '-', ''), 12))::bit(48)::bigint / 1000.0));
    RETURN 'dropped ' || old.name;
  END LOOP;

  DELETE FROM event_default WHERE ctid = ANY (ARRAY(SELECT ctid FROM event_default
    WHERE id < first_event_id(now() - make_interval(days => keep)) LIMIT 5000));
  GET DIAGNOSTICS n = ROW_COUNT;
  IF n = 0 THEN RETURN NULL; END IF;
  UPDATE event_horizon SET kept_since = greatest(kept_since, now() - make_interval(days => keep));
  RETURN 'deleted ' || n;
END $$;
REVOKE ALL ON FUNCTION keep_event_partitions, event_partitions, events_kept_since FROM PUBLIC;
GRANT EXECUTE ON FUNCTION keep_event_partitions TO afterword_worker;
GRANT EXECUTE ON FUNCTION events_kept_since TO afterword_api, afterword_worker;`

/** In a plain table once more; every row is copied, so this is for a quiet hour. */
export const unpartition = `
DROP FUNCTION keep_event_partitions, event_partitions, events_kept_since;
DROP TABLE event_horizon;
LOCK TABLE event IN ACCESS EXCLUSIVE MODE;
CREATE TEMPORARY TABLE event_trigger ON COMMIT DROP AS
  SELECT pg_get_triggerdef(oid) AS made FROM pg_trigger WHERE tgrelid = 'event'::regclass AND NOT tgisinternal;
CREATE TABLE event_plain (LIKE event INCLUDING DEFAULTS INCLUDING CONSTRAINTS);
INSERT INTO event_plain SELECT * FROM event;
DROP TABLE event;
ALTER TABLE event_plain RENAME TO event;
ALTER TABLE event ADD CONSTRAINT event_pkey PRIMARY KEY (organization_id, id),
  ADD CONSTRAINT event_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization (id);
${makeIndexes}
CREATE UNIQUE INDEX event_of_time_once ON event (organization_id, subject_id, type, moment)
  WHERE type IN ('task.due', 'task.overdue');
${protectTable('event', { api: 'SELECT, INSERT', worker: 'SELECT, INSERT' }, isMine)}
DO $$ DECLARE one record; BEGIN
  FOR one IN SELECT * FROM event_trigger LOOP EXECUTE one.made; END LOOP;
END $$;
DROP FUNCTION first_event_id;
ALTER TABLE task DROP COLUMN overdue_fired_before, DROP COLUMN due_fired_before;`

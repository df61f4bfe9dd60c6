import { definer } from './identity.ts'
import { isMine, protectTable } from './tenancy.ts'

const inPlpgsql = definer.replace('LANGUAGE sql', 'LANGUAGE plpgsql')

/*
 * What the sweeps remember stands beside the records and not in them: what time does must neither raise a version that
 * somebody is about to send back, nor appear in the activity log.
 */

/** When each statement about a decision passes, reckoned in Node as plans are; and that it has been told, once for ever. */
const decisions = `
CREATE TABLE decision_watch (
  organization_id uuid NOT NULL REFERENCES organization (id),
  interview_id uuid NOT NULL,
  statement_key text NOT NULL,
  passes_at timestamptz(3),
  told_at timestamptz(3),
  PRIMARY KEY (organization_id, interview_id, statement_key),
  FOREIGN KEY (organization_id, interview_id) REFERENCES interview (organization_id, id)
);
CREATE INDEX decision_watch_next ON decision_watch (passes_at) WHERE told_at IS NULL;
${protectTable('decision_watch', { api: 'SELECT, INSERT, UPDATE', worker: 'SELECT, UPDATE' }, isMine)}
`

/**
 * Of interviews that are there already. The zone is reckoned by PostgreSQL here, this once; the next planning replaces it.
 * The key is written as toStatement does (plans.input.ts). What has passed before is told to nobody after the fact.
 */
const knownDecisions = `
INSERT INTO decision_watch (organization_id, interview_id, statement_key, passes_at, told_at)
SELECT organization_id, id, key, passes_at, CASE WHEN passes_at <= app_now() THEN app_now() END
FROM (
  SELECT DISTINCT ON (i.organization_id, i.id) i.organization_id, i.id,
    btrim(concat(s.kind, ' ', coalesce(s.date::text, s.days::text), ' ',
      replace(to_char(s.stated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), '.000Z', 'Z'))) AS key,
    (i.decision_date + 1)::timestamp AT TIME ZONE i.time_zone AS passes_at
  FROM interview i
  JOIN client c ON c.organization_id = i.organization_id AND c.id = i.client_id AND c.status = 'active'
  JOIN timeline_statement s ON s.organization_id = i.organization_id AND s.interview_id = i.id
  WHERE i.decision_date IS NOT NULL AND i.outcome IS NULL AND i.deleted_at IS NULL AND i.status IN ('planned', 'held')
    AND i.time_zone IN (SELECT name FROM pg_timezone_names)
  ORDER BY i.organization_id, i.id, s.position DESC
) AS standing;
`

/**
 * When each active client's search is looked at next. Triggers make a client be looked at anew, so that no code forgets it;
 * which moment that leads to is reckoned in Node. No foreign key: the row goes with the client's being active.
 */
const searches = `
CREATE TABLE search_watch (
  organization_id uuid NOT NULL REFERENCES organization (id),
  client_id uuid NOT NULL,
  since timestamptz(3) NOT NULL DEFAULT app_now(),
  checked_week date,
  next_check_at timestamptz(3) NOT NULL DEFAULT app_now(),
  PRIMARY KEY (organization_id, client_id)
);
CREATE INDEX search_watch_next ON search_watch (next_check_at);
${protectTable('search_watch', { api: 'SELECT', worker: 'SELECT, UPDATE, DELETE' }, isMine)}

CREATE FUNCTION watch_client_search() RETURNS trigger ${inPlpgsql} AS $$
BEGIN
  IF NEW.status = 'active' AND NEW.deleted_at IS NULL THEN
    INSERT INTO search_watch (organization_id, client_id) VALUES (NEW.organization_id, NEW.id)
    ON CONFLICT (organization_id, client_id) DO UPDATE SET next_check_at = least(search_watch.next_check_at, app_now());
  ELSE
    DELETE FROM search_watch WHERE organization_id = NEW.organization_id AND client_id = NEW.id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER client_search_begins AFTER INSERT ON client FOR EACH ROW EXECUTE FUNCTION watch_client_search();
CREATE TRIGGER client_search_changes AFTER UPDATE ON client FOR EACH ROW
  WHEN ((OLD.status, OLD.time_zone, OLD.deleted_at) IS DISTINCT FROM (NEW.status, NEW.time_zone, NEW.deleted_at))
  EXECUTE FUNCTION watch_client_search();

CREATE FUNCTION watch_offer() RETURNS trigger ${inPlpgsql} AS $$
BEGIN
  UPDATE search_watch SET next_check_at = least(next_check_at, app_now())
  WHERE organization_id = NEW.organization_id AND client_id = NEW.client_id;
  RETURN NULL;
END $$;
CREATE TRIGGER opportunity_offer_begins AFTER INSERT ON opportunity FOR EACH ROW
  WHEN (NEW.stage = 'accepted') EXECUTE FUNCTION watch_offer();
CREATE TRIGGER opportunity_offer_changes AFTER UPDATE ON opportunity FOR EACH ROW
  WHEN ((OLD.stage = 'accepted' AND OLD.deleted_at IS NULL) IS DISTINCT FROM (NEW.stage = 'accepted' AND NEW.deleted_at IS NULL))
  EXECUTE FUNCTION watch_offer();
REVOKE ALL ON FUNCTION watch_client_search, watch_offer FROM PUBLIC;

INSERT INTO search_watch (organization_id, client_id)
SELECT organization_id, id FROM client WHERE status = 'active' AND deleted_at IS NULL;

GRANT INSERT ON task TO afterword_worker;
`

const open = (table: string): string =>
  `CREATE POLICY ${table}_of_worker ON ${table} TO afterword_worker USING (true) WITH CHECK (true);\nGRANT SELECT ON ${table} TO afterword_worker;`

/** Which ended access has been told of: one row for each end of each. What had ended before is told to nobody. */
const ends = `
CREATE TABLE told_end (
  organization_id uuid NOT NULL REFERENCES organization (id),
  kind text NOT NULL CONSTRAINT told_end_kind_known CHECK (kind IN ('coach', 'consent', 'coverage')),
  subject_id uuid NOT NULL,
  other_id uuid NOT NULL,
  ended_on date NOT NULL,
  told_at timestamptz(3) NOT NULL DEFAULT app_now(),
  PRIMARY KEY (organization_id, kind, subject_id, other_id, ended_on)
);
${protectTable('told_end', { api: 'SELECT', worker: 'SELECT, INSERT' }, isMine)}
${open('coverage')}
${open('client_coach')}
CREATE INDEX client_coach_ends ON client_coach (ends_on) WHERE ends_on IS NOT NULL;
CREATE INDEX coverage_ends ON coverage (ends_on);
CREATE INDEX client_consent_ends ON client (consent_ends_on) WHERE consent_ends_on IS NOT NULL;
INSERT INTO told_end (organization_id, kind, subject_id, other_id, ended_on)
SELECT x.organization_id, 'coach', x.client_id, x.member_id, x.ends_on FROM client_coach x
  JOIN organization o ON o.id = x.organization_id WHERE x.ends_on < (app_now() AT TIME ZONE o.time_zone)::date
UNION ALL SELECT c.organization_id, 'consent', c.id, c.id, c.consent_ends_on FROM client c
  JOIN organization o ON o.id = c.organization_id WHERE c.consent_ends_on < (app_now() AT TIME ZONE o.time_zone)::date
UNION ALL SELECT v.organization_id, 'coverage', v.member_id, v.id, v.ends_on FROM coverage v
  JOIN organization o ON o.id = v.organization_id WHERE v.ends_on < (app_now() AT TIME ZONE o.time_zone)::date;
`

/**
 * Deletes what was removed more than so many days ago, with what hangs on it, in small batches: a removed interview takes
 * its tasks, participants and statements along, an opportunity its interviews. What others still refer to stays: a
 * contact who took part elsewhere, an employer of somebody. The log keeps that it was, without the values.
 */
const removable = ['interview', 'opportunity', 'contact', 'employer']

const picked = (table: string, unless = '') => `
  SELECT array_agg(organization_id), array_agg(id) INTO orgs, ids FROM (
    SELECT organization_id, id FROM ${table} o WHERE deleted_at < long_ago ${unless}
    ORDER BY deleted_at LIMIT batch FOR UPDATE SKIP LOCKED) AS old;`

const without = (table: string, column: string) =>
  `AND NOT EXISTS (SELECT FROM ${table} x WHERE x.organization_id = o.organization_id AND x.${column} = o.id)`

const deleted = (table: string, column = 'id') => `
  DELETE FROM ${table} t USING unnest(orgs, ids) AS old (org, id) WHERE t.organization_id = old.org AND t.${column} = old.id;`

const counted = 'GET DIAGNOSTICS n = ROW_COUNT; gone := gone + n;'

const purge = `
${removable.map((table) => `CREATE INDEX ${table}_removed ON ${table} (deleted_at) WHERE deleted_at IS NOT NULL;`).join('\n')}

CREATE FUNCTION purge_removed(batch integer, days integer) RETURNS integer ${inPlpgsql} AS $$
DECLARE
  long_ago timestamptz := app_now() - make_interval(days => days);
  n integer; gone integer := 0; orgs uuid[]; ids uuid[];
BEGIN
  -- The log writes nothing of it: that it was removed stands there already.
  PERFORM set_config('app.erasing', '1', true);
  ${picked('task')}
  ${deleted('task')} ${counted}
  ${picked('interview')}
  ${['task', 'participant', 'timeline_statement', 'decision_watch'].map((table) => deleted(table, 'interview_id')).join('')}
  ${deleted('interview')} ${counted}
  ${picked('opportunity', without('interview', 'opportunity_id'))}
  ${deleted('task', 'opportunity_id')}
  ${deleted('opportunity')} ${counted}
  ${picked(
    'contact',
    `AND erased_at IS NULL ${without('participant', 'contact_id')} ${without('task', 'contact_id')} ${without('timeline_statement', 'stated_by')}`,
  )}
  UPDATE activity a SET changes = '{}' FROM unnest(orgs, ids) AS old (org, id)
  WHERE a.organization_id = old.org AND a.contact_id = old.id AND a.changes <> '{}';
  ${deleted('contact')} ${counted}
  ${picked('employer', `${without('contact', 'employer_id')} ${without('opportunity', 'employer_id')}`)}
  ${deleted('employer')} ${counted}
  PERFORM set_config('app.erasing', '', true);
  RETURN gone;
END $$;
REVOKE ALL ON FUNCTION purge_removed FROM PUBLIC;
GRANT EXECUTE ON FUNCTION purge_removed TO afterword_worker;
`

export const sweeps = `${decisions}${knownDecisions}${searches}${ends}${purge}`

export const dropSweeps = `
DROP FUNCTION purge_removed;
DROP INDEX ${removable.map((table) => `${table}_removed`).join(', ')};
DROP INDEX client_consent_ends, coverage_ends, client_coach_ends;
DROP POLICY client_coach_of_worker ON client_coach;
DROP POLICY coverage_of_worker ON coverage;
REVOKE SELECT ON client_coach, coverage FROM afterword_worker;
DROP TABLE told_end;
REVOKE INSERT ON task FROM afterword_worker;
DROP TRIGGER opportunity_offer_changes ON opportunity;
DROP TRIGGER opportunity_offer_begins ON opportunity;
DROP TRIGGER client_search_changes ON client;
DROP TRIGGER client_search_begins ON client;
DROP FUNCTION watch_offer, watch_client_search;
DROP TABLE search_watch;
DROP TABLE decision_watch;
`

import { oneOf } from './checks.ts'
import { protectTable } from './tenancy.ts'

const definer = 'SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp'

/** Neither business nor fit to be kept: left out of what the log says of a change. */
const technical = [
  ...['organization_id', 'id', 'version', 'created_at', 'updated_at', 'deleted_at', 'erased_at', 'closed_at'],
  ...[
    'account_id',
    'slot',
    'statement_key',
    'facts',
    'undo',
    'due_fired_for',
    'overdue_fired_for',
    'position',
  ],
  ...['last_used_at', 'reachable_at', 'hint', 'policy_id', 'policy_version', 'original_due_at'],
]

/**
 * Who did what, from where, with the values before and after. The serving roles may only read it: rows come from the
 * triggers below, which run with their owner's rights, so that no code forgets them, makes one up or takes one back.
 * `part` tells of a thing that has no page of its own (a participant of an interview); the record is then the whole.
 */
const table = `
CREATE TABLE activity (
  organization_id uuid NOT NULL REFERENCES organization (id),
  id uuid NOT NULL DEFAULT new_id(),
  occurred_at timestamptz(3) NOT NULL DEFAULT app_now(),
  record_type text NOT NULL CONSTRAINT activity_record_type_written CHECK (record_type ~ '^[a-z_]+$'),
  record_id uuid NOT NULL,
  part text,
  client_id uuid,
  contact_id uuid,
  verb text NOT NULL CONSTRAINT activity_verb_written CHECK (verb ~ '^[a-z_]+$'),
  changes jsonb NOT NULL DEFAULT '{}',
  actor_kind text NOT NULL,
  actor_id uuid,
  session_id uuid,
  ip text,
  request_id uuid,
  PRIMARY KEY (organization_id, occurred_at, id),
  ${oneOf('activity', 'actor_kind', ['member', 'client', 'key', 'job'])}
);
CREATE INDEX activity_client ON activity (organization_id, client_id, occurred_at, id) WHERE client_id IS NOT NULL;
CREATE INDEX activity_record ON activity (organization_id, record_id, occurred_at, id);
CREATE INDEX activity_actor ON activity (organization_id, actor_id, occurred_at, id) WHERE actor_id IS NOT NULL;
CREATE INDEX activity_contact ON activity (organization_id, contact_id) WHERE contact_id IS NOT NULL;
${protectTable('activity', { api: 'SELECT', worker: 'SELECT' })}
`

/** append_activity: the one place that writes. By whom and from where, the transaction's settings say; without, it is a job. */
const append = `
CREATE FUNCTION append_activity(org uuid, type text, record uuid, of_part text, client uuid, contact uuid, done text, changed jsonb,
  actor text, session uuid) RETURNS void LANGUAGE plpgsql ${definer} AS $$
DECLARE origin jsonb := NULLIF(current_setting('app.origin', true), '')::jsonb;
BEGIN
  INSERT INTO activity (organization_id, record_type, record_id, part, client_id, contact_id, verb, changes,
    actor_kind, actor_id, session_id, ip, request_id)
  VALUES (org, type, record, of_part, client, contact, done, coalesce(changed, '{}'),
    coalesce(split_part(actor, ':', 1), 'job'), NULLIF(split_part(actor, ':', 2), '')::uuid,
    coalesce((origin->>'sessionId')::uuid, session), origin->>'ip', (origin->>'requestId')::uuid);
END $$;
REVOKE ALL ON FUNCTION append_activity FROM PUBLIC;
`

/** write_activity(type, column of the record's id, column of the client's id or "interview", column of a contact's id, part) */
const generic = `
CREATE FUNCTION write_activity() RETURNS trigger LANGUAGE plpgsql ${definer} AS $$
DECLARE
  was jsonb := CASE TG_OP WHEN 'INSERT' THEN '{}' ELSE to_jsonb(OLD) END;
  becomes jsonb := CASE TG_OP WHEN 'DELETE' THEN '{}' ELSE to_jsonb(NEW) END;
  whole jsonb := CASE TG_OP WHEN 'DELETE' THEN was ELSE becomes END;
  done text := CASE TG_OP WHEN 'INSERT' THEN 'created' WHEN 'DELETE' THEN 'removed' ELSE 'changed' END;
  changed jsonb;
  client uuid;
BEGIN
  IF current_setting('app.erasing', true) = '1' THEN
    -- Of an erasure only that it was: the values that it takes away must not come here.
    IF TG_OP <> 'UPDATE' OR was->>'erased_at' IS NOT NULL OR becomes->>'erased_at' IS NULL THEN RETURN NULL; END IF;
    done := 'erased';
  ELSE
    SELECT jsonb_object_agg(
      lower(left(name, 1)) || substr(replace(initcap(replace(name, '_', ' ')), ' ', ''), 2),
      jsonb_build_array(was->name, becomes->name)) INTO changed
    FROM jsonb_object_keys(whole) AS name
    WHERE coalesce(was->name, 'null') IS DISTINCT FROM coalesce(becomes->name, 'null')
      AND name <> ALL (ARRAY[${technical.map((name) => `'${name}'`).join(', ')}])
      AND name !~ '(secret|hash|token|password)'
      AND (TG_OP = 'UPDATE' OR whole->name NOT IN ('null', '[]', '{}', 'false'));
    IF TG_OP = 'UPDATE' THEN
      done := CASE
        WHEN was->>'deleted_at' IS NULL AND becomes->>'deleted_at' IS NOT NULL THEN 'removed'
        WHEN was->>'deleted_at' IS NOT NULL AND becomes->>'deleted_at' IS NULL THEN 'restored'
        WHEN was->>'revoked_at' IS NULL AND becomes->>'revoked_at' IS NOT NULL THEN 'revoked'
        WHEN was->>'accepted_at' IS NULL AND becomes->>'accepted_at' IS NOT NULL THEN 'accepted'
        ELSE 'changed' END;
      IF done = 'changed' AND changed IS NULL THEN RETURN NULL; END IF;
    END IF;
  END IF;
  client := CASE TG_ARGV[2]
    WHEN '' THEN NULL
    WHEN 'interview' THEN (SELECT i.client_id FROM interview i
      WHERE i.organization_id = (whole->>'organization_id')::uuid AND i.id = (whole->>'interview_id')::uuid)
    ELSE (whole->>TG_ARGV[2])::uuid END;
  PERFORM append_activity(coalesce(whole->>'organization_id', whole->>'id')::uuid, TG_ARGV[0], (whole->>TG_ARGV[1])::uuid,
    NULLIF(TG_ARGV[4], ''), client, CASE TG_ARGV[3] WHEN '' THEN NULL ELSE (whole->>TG_ARGV[3])::uuid END, done, changed,
    NULLIF(current_setting('app.actor', true), ''), NULL);
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION write_activity FROM PUBLIC;
`

/** A login begins and ends; whose it is, is who did it, unless somebody else ends it. */
const logins = `
CREATE FUNCTION write_login() RETURNS trigger LANGUAGE plpgsql ${definer} AS $$
DECLARE method text := NULLIF(current_setting('app.origin', true), '')::jsonb->>'method';
BEGIN
  PERFORM append_activity(NEW.organization_id, 'session', NEW.id, NULL, NULL, NULL,
    CASE TG_OP WHEN 'INSERT' THEN 'logged_in' ELSE 'logged_out' END,
    CASE WHEN method IS NOT NULL THEN jsonb_build_object('method', jsonb_build_array(NULL, method)) END,
    coalesce(NULLIF(current_setting('app.actor', true), ''),
      CASE WHEN NEW.member_id IS NULL THEN 'client:' || NEW.client_id ELSE 'member:' || NEW.member_id END), NEW.id);
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION write_login FROM PUBLIC;
CREATE TRIGGER session_begins_activity AFTER INSERT ON session FOR EACH ROW EXECUTE FUNCTION write_login();
CREATE TRIGGER session_ends_activity AFTER UPDATE ON session FOR EACH ROW
  WHEN (OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL) EXECUTE FUNCTION write_login();
`

/** What changes no row and is worth remembering all the same: an export, a failed second factor. Never a change of a record. */
const acts = `
CREATE FUNCTION log_activity(type text, record uuid, client uuid, done text, details jsonb) RETURNS void LANGUAGE plpgsql ${definer} AS $$
BEGIN
  IF done IN ('created', 'changed', 'removed', 'restored', 'revoked', 'accepted', 'erased', 'logged_in', 'logged_out') THEN
    RAISE EXCEPTION 'Of % the database itself keeps the log.', done;
  END IF;
  PERFORM append_activity(NULLIF(current_setting('app.organization_id', true), '')::uuid, type, record, NULL, client, NULL,
    done, details, NULLIF(current_setting('app.actor', true), ''), NULL);
END $$;
REVOKE ALL ON FUNCTION log_activity FROM PUBLIC;
GRANT EXECUTE ON FUNCTION log_activity TO afterword_api, afterword_worker;
`

export interface Logged {
  /** The record that it is about; the table's own name if left out. */
  type?: string
  /** The column of the record's id. */
  id?: string
  /** The column with the client's id; `interview`: the client of the row's interview. */
  client?: string
  /** The column with the id of a contact whose data the row holds, so that erasing them finds it. */
  contact?: string
  /** The name of a thing that is part of the record. */
  part?: string
  /** Changes of these columns alone are not logged. */
  quiet?: readonly string[]
}

/** Makes a table's changes appear in the log. A table of a later migration calls this in its own. */
export function activityTriggers(
  name: string,
  { type = name, id = 'id', client = '', contact = '', part = '', quiet = [] }: Logged = {},
): string {
  const call = `EXECUTE FUNCTION write_activity(${[type, id, client, contact, part].map((text) => `'${text}'`).join(', ')})`
  const loud = [
    'OLD.* IS DISTINCT FROM NEW.*',
    ...quiet.map((column) => `OLD.${column} IS NOT DISTINCT FROM NEW.${column}`),
  ]
  return `CREATE TRIGGER ${name}_activity AFTER INSERT OR DELETE ON ${name} FOR EACH ROW ${call};
CREATE TRIGGER ${name}_activity_of_change AFTER UPDATE ON ${name} FOR EACH ROW WHEN (${loud.join(' AND ')}) ${call};\n`
}

export const dropActivityTriggers = (name: string): string =>
  `DROP TRIGGER IF EXISTS ${name}_activity ON ${name}; DROP TRIGGER IF EXISTS ${name}_activity_of_change ON ${name};\n`

const logged: Readonly<Record<string, Logged>> = {
  organization: {},
  member: {},
  client: { client: 'id' },
  client_coach: { type: 'client', id: 'client_id', client: 'client_id', part: 'coach' },
  coverage: {},
  employer: {},
  contact: { contact: 'id' },
  opportunity: { client: 'client_id' },
  interview: { client: 'client_id' },
  participant: {
    type: 'interview',
    id: 'interview_id',
    client: 'interview',
    contact: 'contact_id',
    part: 'participant',
  },
  timeline_statement: {
    type: 'interview',
    id: 'interview_id',
    client: 'interview',
    contact: 'stated_by',
    part: 'statement',
  },
  // What time does with a task is in the table of events, a million rows of it: the log's list reads both.
  task: { client: 'client_id', contact: 'contact_id', quiet: ['due_fired_for', 'overdue_fired_for'] },
  invitation: { client: 'client_id' },
  api_key: { quiet: ['last_used_at'] },
  api_key_client: { type: 'api_key', id: 'api_key_id', part: 'client' },
}

export const activities = `${table}${append}${generic}${logins}${acts}${Object.entries(logged)
  .map(([name, how]) => activityTriggers(name, how))
  .join('')}`

export const dropActivities = `${Object.keys(logged).map(dropActivityTriggers).join('')}
DROP TRIGGER session_begins_activity ON session;
DROP TRIGGER session_ends_activity ON session;
DROP FUNCTION log_activity, write_login, write_activity, append_activity;
DROP TABLE activity;
`

import { activityTriggers, dropActivityTriggers } from './activities.ts'
import { oneOf, rowColumns, tenantColumns } from './checks.ts'
import { definer } from './identity.ts'
import { settings, withholding } from './opening.ts'
import { isMine, protectTable, touchTrigger } from './tenancy.ts'

/*
 * Reminders by mail. Every row of a mail that goes out because of the time stands in `reminder`, whose unique indexes hold
 * that nobody gets one twice, whatever crashes. What a link in a mail may do is held by a hash in credential_lookup.
 */

const minute = (column: string) =>
  `${column} integer CONSTRAINT notification_setting_${column} CHECK (${column} BETWEEN 0 AND 1439)`

/** Without a person: the practice's own default. NULL: as the practice has it, or as we do. Minutes are of the local day. */
const preferences = `
CREATE TABLE notification_setting (${tenantColumns},
  member_id uuid,
  client_id uuid,
  digest boolean,
  ${minute('digest_minute')},
  due_mails boolean,
  ${minute('quiet_from')},
  ${minute('quiet_to')},
  unsubscribed_at timestamptz(3),
  ${rowColumns},
  FOREIGN KEY (organization_id, member_id) REFERENCES member (organization_id, id),
  FOREIGN KEY (organization_id, client_id) REFERENCES client (organization_id, id),
  CONSTRAINT notification_setting_of_one CHECK (num_nonnulls(member_id, client_id) <= 1),
  CONSTRAINT notification_setting_quiet_whole CHECK ((quiet_from IS NULL) = (quiet_to IS NULL))
);
CREATE UNIQUE INDEX notification_setting_member ON notification_setting (organization_id, member_id) WHERE member_id IS NOT NULL;
CREATE UNIQUE INDEX notification_setting_client ON notification_setting (organization_id, client_id) WHERE client_id IS NOT NULL;
CREATE UNIQUE INDEX notification_setting_default ON notification_setting (organization_id) WHERE member_id IS NULL AND client_id IS NULL;
${protectTable('notification_setting', { api: 'SELECT, INSERT, UPDATE', worker: 'SELECT' }, isMine)}
${touchTrigger('notification_setting')}
${activityTriggers('notification_setting', { client: 'client_id' })}
`

/**
 * reminder_queue: tasks that have just fallen due and cannot wait, written by the sweep in its statement and gone when it
 * is decided who hears of them. Without foreign keys, each of which would cost the sweep a look-up for each row.
 */
const queue = `
CREATE TABLE reminder_queue (
  organization_id uuid NOT NULL,
  task_id uuid NOT NULL,
  moment timestamptz(3) NOT NULL,
  PRIMARY KEY (organization_id, task_id, moment)
);
${protectTable('reminder_queue', { api: 'SELECT', worker: 'SELECT, INSERT, UPDATE, DELETE' }, isMine)}
`

/** One mail's reason to be, for one person. settled_at: it has been decided, by a mail or because there was none to write. */
const memory = `
CREATE TABLE reminder (
  organization_id uuid NOT NULL REFERENCES organization (id),
  id uuid NOT NULL DEFAULT new_id(),
  kind text NOT NULL,
  member_id uuid,
  client_id uuid,
  recipient_id uuid NOT NULL GENERATED ALWAYS AS (coalesce(member_id, client_id)) STORED,
  task_id uuid,
  moment timestamptz(3),
  local_date date,
  send_at timestamptz(3) NOT NULL,
  settled_at timestamptz(3),
  mail_id uuid,
  used_at timestamptz(3),
  expires_at timestamptz(3) NOT NULL DEFAULT now() + interval '14 days',
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, member_id) REFERENCES member (organization_id, id),
  FOREIGN KEY (organization_id, client_id) REFERENCES client (organization_id, id),
  ${oneOf('reminder', 'kind', ['due', 'digest'])},
  CONSTRAINT reminder_to_one CHECK (num_nonnulls(member_id, client_id) = 1),
  CONSTRAINT reminder_of_kind CHECK (CASE kind WHEN 'due' THEN num_nonnulls(task_id, moment) = 2 ELSE local_date IS NOT NULL END)
);
CREATE UNIQUE INDEX reminder_due_once ON reminder (organization_id, recipient_id, task_id, moment) WHERE kind = 'due';
CREATE UNIQUE INDEX reminder_digest_once ON reminder (organization_id, recipient_id, local_date) WHERE kind = 'digest';
CREATE INDEX reminder_waiting ON reminder (send_at) WHERE settled_at IS NULL;
CREATE INDEX reminder_waiting_of ON reminder (recipient_id) WHERE settled_at IS NULL;
CREATE INDEX reminder_age ON reminder (created_at);
${protectTable('reminder', { api: 'SELECT, UPDATE', worker: 'SELECT, INSERT, UPDATE' }, isMine)}
-- send_before, by real time: what came too late would wake somebody.
ALTER TABLE mail ADD COLUMN member_id uuid, ADD COLUMN client_id uuid, ADD COLUMN send_before timestamptz(3);
`

/**
 * mail_link_key: what the tokens in mails are reckoned with, the same for all processes. remember_reminders: the hashes of
 * tokens. open_as_reminded: opens a transaction as the person to whom a reminder went, as they are by now; nothing when they
 * have gone. purge_reminders: what nobody needs to remember any more.
 */
const functions = `
CREATE FUNCTION mail_link_key(candidate text) RETURNS text ${definer} AS $$
  SELECT keep_secret('mail-links', candidate)
$$;

CREATE FUNCTION remember_reminders(ids uuid[], hashes bytea[]) RETURNS void ${definer} AS $$
  INSERT INTO credential_lookup (hash, kind, organization_id, subject_id)
  SELECT x.hash, 'mail_action', r.organization_id, r.id FROM unnest(ids, hashes) AS x (id, hash) JOIN reminder r ON r.id = x.id
  ON CONFLICT DO NOTHING
$$;

CREATE FUNCTION open_as_reminded(wanted_organization uuid, wanted_reminder uuid, with_test_clock boolean, wanted_origin text)
RETURNS json LANGUAGE plpgsql AS $$
DECLARE done text; caller record;
BEGIN
  ${settings}
  SELECT m.role, m.id, m.id AS member_id, NULL::uuid AS client_id, m.name, m.locale, m.time_zone,
    o.time_zone AS organization_time_zone, app_now() AS now, ${withholding} AS withholding
  INTO caller
  FROM reminder r
    JOIN organization o ON o.id = wanted_organization
    JOIN member m ON m.organization_id = wanted_organization AND m.id = r.member_id AND m.active
  WHERE r.organization_id = wanted_organization AND r.id = wanted_reminder;
  IF FOUND THEN
    done := set_config('app.actor', 'member:' || caller.id, true);
    RETURN row_to_json(caller);
  END IF;
  SELECT 'client' AS role, c.id, c.id AS client_id, c.name, c.locale, c.time_zone,
    o.time_zone AS organization_time_zone, app_now() AS now
  INTO caller
  FROM reminder r
    JOIN organization o ON o.id = wanted_organization
    JOIN client c ON c.organization_id = wanted_organization AND c.id = r.client_id
      AND c.deleted_at IS NULL AND c.status <> 'archived' AND c.account_id IS NOT NULL
  WHERE r.organization_id = wanted_organization AND r.id = wanted_reminder;
  IF NOT FOUND THEN RETURN NULL; END IF;
  done := set_config('app.actor', 'client:' || caller.id, true);
  RETURN row_to_json(caller);
END $$;

CREATE FUNCTION purge_reminders(batch integer, days integer) RETURNS integer ${definer.replace('LANGUAGE sql', 'LANGUAGE plpgsql')} AS $$
DECLARE gone integer;
BEGIN
  WITH old AS (DELETE FROM reminder WHERE ctid = ANY (ARRAY(SELECT ctid FROM reminder
      WHERE created_at < now() - make_interval(days => days) ORDER BY created_at LIMIT batch)) RETURNING organization_id, id),
  looked AS (DELETE FROM credential_lookup l USING old
    WHERE l.organization_id = old.organization_id AND l.subject_id = old.id AND l.kind = 'mail_action')
  SELECT count(*) INTO gone FROM old;
  RETURN gone;
END $$;

REVOKE ALL ON FUNCTION mail_link_key, remember_reminders, open_as_reminded, purge_reminders FROM PUBLIC;
GRANT EXECUTE ON FUNCTION mail_link_key TO afterword_api, afterword_worker;
GRANT EXECUTE ON FUNCTION open_as_reminded TO afterword_api;
GRANT EXECUTE ON FUNCTION remember_reminders, purge_reminders TO afterword_worker;
`

export const reminders = `${preferences}${queue}${memory}${functions}`

export const dropReminders = `
DELETE FROM credential_lookup WHERE kind = 'mail_action';
DELETE FROM server_secret WHERE name = 'mail-links';
DROP FUNCTION purge_reminders, open_as_reminded, remember_reminders, mail_link_key;
ALTER TABLE mail DROP COLUMN member_id, DROP COLUMN client_id, DROP COLUMN send_before;
DROP TABLE reminder;
DROP TABLE reminder_queue;
${dropActivityTriggers('notification_setting')}
DROP TABLE notification_setting;
`

import { activityTriggers, dropActivityTriggers } from './activities.ts'
import { rowColumns, tenantColumns } from './checks.ts'
import { definer } from './identity.ts'
import { settings, withholding } from './opening.ts'
import { isMine, protectTable } from './tenancy.ts'

/*
 * Secret addresses under which a calendar can be subscribed to. Only a hash of each is stored, in credential_lookup.
 *
 * open_as_feed opens a transaction for whoever asks with such an address: as the person whose feed it is, as they are by
 * now. It gives nothing when they have gone, so that a feed ends with the access.
 */

const technical = ['fingerprint', 'changed_at', 'last_fetched_at']

export const calendarFeeds = `
-- Of a member: the clients they look after, or one client alone. Without a member: the client's own.
CREATE TABLE calendar_feed (${tenantColumns},
  member_id uuid,
  client_id uuid,
  hint text NOT NULL,
  fingerprint text,
  changed_at timestamptz(3) NOT NULL DEFAULT date_trunc('second', now()) - interval '1 second',
  last_fetched_at timestamptz(3),
  ${rowColumns},
  FOREIGN KEY (organization_id, member_id) REFERENCES member (organization_id, id),
  FOREIGN KEY (organization_id, client_id) REFERENCES client (organization_id, id),
  CONSTRAINT calendar_feed_of_somebody CHECK (num_nonnulls(member_id, client_id) > 0)
);
CREATE INDEX calendar_feed_member ON calendar_feed (organization_id, member_id) WHERE member_id IS NOT NULL;
CREATE INDEX calendar_feed_client ON calendar_feed (organization_id, client_id) WHERE client_id IS NOT NULL;
${protectTable('calendar_feed', { api: 'SELECT, INSERT, UPDATE, DELETE' }, isMine)}
${activityTriggers('calendar_feed', { client: 'client_id', quiet: technical })}

CREATE FUNCTION forget_credential(wanted_kind text, wanted_subject uuid) RETURNS void ${definer} AS $$
  DELETE FROM credential_lookup WHERE kind = wanted_kind AND subject_id = wanted_subject
    AND organization_id = NULLIF(current_setting('app.organization_id', true), '')::uuid
$$;

CREATE FUNCTION open_as_feed(wanted_organization uuid, wanted_feed uuid, with_test_clock boolean, wanted_origin text)
RETURNS json LANGUAGE plpgsql AS $$
DECLARE done text; caller record;
BEGIN
  ${settings}
  SELECT m.role, m.id, m.id AS member_id, NULL::uuid AS client_id, m.name, m.locale, m.time_zone,
    o.time_zone AS organization_time_zone, app_now() AS now, ${withholding} AS withholding
  INTO caller
  FROM calendar_feed f
    JOIN organization o ON o.id = wanted_organization
    JOIN member m ON m.organization_id = wanted_organization AND m.id = f.member_id AND m.active
  WHERE f.organization_id = wanted_organization AND f.id = wanted_feed;
  IF FOUND THEN RETURN row_to_json(caller); END IF;
  SELECT 'client' AS role, c.id, c.id AS client_id, c.name, c.locale, c.time_zone,
    o.time_zone AS organization_time_zone, app_now() AS now
  INTO caller
  FROM calendar_feed f
    JOIN organization o ON o.id = wanted_organization
    JOIN client c ON c.organization_id = wanted_organization AND c.id = f.client_id
      AND c.deleted_at IS NULL AND c.status <> 'archived'
  WHERE f.organization_id = wanted_organization AND f.id = wanted_feed AND f.member_id IS NULL;
  IF NOT FOUND THEN RETURN NULL; END IF;
  RETURN row_to_json(caller);
END $$;

REVOKE ALL ON FUNCTION forget_credential, open_as_feed FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_credential, open_as_feed TO afterword_api;
`

export const dropCalendarFeeds = `
DELETE FROM credential_lookup WHERE kind = 'feed';
DROP FUNCTION open_as_feed, forget_credential;
${dropActivityTriggers('calendar_feed')}
DROP TABLE calendar_feed;
`

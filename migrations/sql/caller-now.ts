/*
 * Opens a request: sets the organization and the limits, and says who the caller is by now. Asked with every request.
 * Written out in the request it took a third of the time of a list of 25 tasks, nearly all of it for planning six tables
 * under row-level security; in PL/pgSQL each connection plans it once. It runs with the caller's rights, under row-level
 * security like any other statement, and gives no row when the login or key has ended.
 */

const returned = `RETURNS TABLE (role text, id uuid, member_id uuid, client_id uuid, scopes text[], restricted boolean, name text,
  locale text, time_zone text, organization_time_zone text, now timestamptz, withholding jsonb) LANGUAGE plpgsql ROWS 1 AS`

const settings = `PERFORM set_config('app.organization_id', wanted_organization::text, true),
    set_config('statement_timeout', '15s', true), set_config('idle_in_transaction_session_timeout', '30s', true),
    set_config('app.test_clock', CASE WHEN with_test_clock THEN '1' ELSE '' END, true), set_config('app.origin', wanted_origin, true);`

const organizationZone = '(SELECT o.time_zone FROM organization o WHERE o.id = wanted_organization)'

// An index holds the few who withhold something, or may by tomorrow.
const withholding = `(SELECT jsonb_agg(jsonb_build_object(
    'id', w.id, 'pipeline', w.consent_pipeline, 'notes', w.consent_notes, 'contacts', w.consent_contacts,
    'endsOn', w.consent_ends_on))
  FROM client w WHERE w.organization_id = wanted_organization
    AND (NOT w.consent_pipeline OR NOT w.consent_notes OR NOT w.consent_contacts OR w.consent_ends_on <= now()::date + 1))`

const actor = (kind: string, id: string) => `PERFORM set_config('app.actor', '${kind}:' || ${id}, true);`

/** The parts, for those that come after. */
export const opening = { returned, settings, organizationZone, withholding, actor }

export const callerNow = `
CREATE FUNCTION open_for_person(wanted_organization uuid, wanted_session uuid, with_test_clock boolean, wanted_origin text) ${returned} $$
#variable_conflict use_column
DECLARE login record;
BEGIN
  ${settings}
  SELECT s.member_id, s.client_id INTO login FROM session s
  WHERE s.organization_id = wanted_organization AND s.id = wanted_session AND s.ended_at IS NULL AND s.expires_at > now();
  IF NOT FOUND THEN RETURN; END IF;
  IF login.member_id IS NOT NULL THEN
    ${actor('member', 'login.member_id')}
    RETURN QUERY SELECT m.role, m.id, m.id, NULL::uuid, '{}'::text[], false, m.name, m.locale, m.time_zone,
      ${organizationZone}, app_now(), ${withholding}
    FROM member m WHERE m.organization_id = wanted_organization AND m.id = login.member_id AND m.active;
  ELSE
    ${actor('client', 'login.client_id')}
    RETURN QUERY SELECT 'client', c.id, NULL::uuid, c.id, '{}'::text[], false, c.name, c.locale, c.time_zone,
      ${organizationZone}, app_now(), NULL::jsonb
    FROM client c WHERE c.organization_id = wanted_organization AND c.id = login.client_id
      AND c.deleted_at IS NULL AND c.status <> 'archived';
  END IF;
END $$;

CREATE FUNCTION open_for_key(wanted_organization uuid, wanted_key uuid, with_test_clock boolean, wanted_origin text) ${returned} $$
#variable_conflict use_column
BEGIN
  ${settings}
  ${actor('key', 'wanted_key')}
  RETURN QUERY SELECT 'key', k.id, NULL::uuid, NULL::uuid, k.scopes, k.restricted,
    k.name, o.locale, o.time_zone, o.time_zone, app_now(), ${withholding}
  FROM api_key k JOIN organization o ON o.id = k.organization_id
  WHERE k.organization_id = wanted_organization AND k.id = wanted_key
    AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now());
END $$;

REVOKE ALL ON FUNCTION open_for_person, open_for_key FROM PUBLIC;
GRANT EXECUTE ON FUNCTION open_for_person, open_for_key TO afterword_api;
`

export const dropCallerNow = 'DROP FUNCTION IF EXISTS open_for_person, open_for_key;'

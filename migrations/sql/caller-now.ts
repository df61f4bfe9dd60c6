/*
 * Asked with every request. Written out in the request it took a third of the time of a list of 25 tasks, nearly all of
 * it for planning six tables under row-level security; in PL/pgSQL each connection plans it once. They run with the
 * caller's rights, under row-level security like any other statement.
 */

const columns = `role text, id uuid, member_id uuid, client_id uuid, scopes text[], restricted boolean, name text, locale text,
  time_zone text, organization_time_zone text, now timestamptz, withholding jsonb`

const language = `LANGUAGE plpgsql STABLE ROWS 1 AS`

// An index holds the few who withhold something, or may by tomorrow.
const withholding = `(SELECT jsonb_agg(jsonb_build_object(
    'id', w.id, 'pipeline', w.consent_pipeline, 'notes', w.consent_notes, 'contacts', w.consent_contacts,
    'endsOn', w.consent_ends_on))
  FROM client w WHERE w.organization_id = wanted_organization
    AND (NOT w.consent_pipeline OR NOT w.consent_notes OR NOT w.consent_contacts OR w.consent_ends_on <= now()::date + 1))`

export const callerNow = `
CREATE FUNCTION person_now(wanted_organization uuid, wanted_session uuid) RETURNS TABLE (${columns}) ${language} $$
#variable_conflict use_column
BEGIN
  RETURN QUERY SELECT CASE WHEN m.active THEN m.role WHEN c.id IS NOT NULL THEN 'client' END,
    coalesce(m.id, c.id), s.member_id, s.client_id, '{}'::text[], false,
    coalesce(m.name, c.name), coalesce(m.locale, c.locale), coalesce(m.time_zone, c.time_zone),
    o.time_zone, app_now(), ${withholding}
  FROM session s
  JOIN organization o ON o.id = s.organization_id
  LEFT JOIN member m ON m.organization_id = s.organization_id AND m.id = s.member_id
  LEFT JOIN client c ON c.organization_id = s.organization_id AND c.id = s.client_id AND c.deleted_at IS NULL AND c.status <> 'archived'
  WHERE s.organization_id = wanted_organization AND s.id = wanted_session AND s.ended_at IS NULL AND s.expires_at > now();
END $$;

CREATE FUNCTION key_now(wanted_organization uuid, wanted_key uuid) RETURNS TABLE (${columns}) ${language} $$
#variable_conflict use_column
BEGIN
  RETURN QUERY SELECT 'key', k.id, NULL::uuid, NULL::uuid, k.scopes, k.restricted,
    k.name, o.locale, o.time_zone, o.time_zone, app_now(), ${withholding}
  FROM api_key k JOIN organization o ON o.id = k.organization_id
  WHERE k.organization_id = wanted_organization AND k.id = wanted_key
    AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now());
END $$;

REVOKE ALL ON FUNCTION person_now, key_now FROM PUBLIC;
GRANT EXECUTE ON FUNCTION person_now, key_now TO afterword_api;
`

export const dropCallerNow = 'DROP FUNCTION IF EXISTS person_now, key_now;'

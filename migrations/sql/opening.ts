/*
 * Opens a request, as caller-now.ts did, for two thirds of the time: settings are assigned and not asked for by statements,
 * one statement reads login, person and organization, and the answer is one value that needs no type looked up. What a
 * transaction asks for again and again about a coach is planned once for each connection too.
 *
 * They run with the caller's rights, under row-level security like any other statement. The earlier ones stay for replicas
 * of the release before.
 */

export const settings = `
  done := set_config('app.organization_id', wanted_organization::text, true);
  done := set_config('statement_timeout', '15s', true);
  done := set_config('idle_in_transaction_session_timeout', '30s', true);
  done := set_config('app.test_clock', CASE WHEN with_test_clock THEN '1' ELSE '' END, true);
  done := set_config('app.origin', wanted_origin, true);`

// An index holds the few who withhold something, or may by tomorrow.
export const withholding = `(SELECT json_agg(json_build_object(
      'id', w.id, 'pipeline', w.consent_pipeline, 'notes', w.consent_notes, 'contacts', w.consent_contacts,
      'endsOn', w.consent_ends_on))
    FROM client w WHERE w.organization_id = wanted_organization
      AND (NOT w.consent_pipeline OR NOT w.consent_notes OR NOT w.consent_contacts OR w.consent_ends_on <= now()::date + 1))`

export const leanOpening = `
CREATE OR REPLACE FUNCTION open_as_person(wanted_organization uuid, wanted_session uuid, with_test_clock boolean, wanted_origin text)
RETURNS json LANGUAGE plpgsql AS $$
DECLARE done text; caller record;
BEGIN
  ${settings}
  SELECT m.role, m.id, s.member_id, s.client_id, m.name, m.locale, m.time_zone, o.time_zone AS organization_time_zone,
    app_now() AS now, o.require_second_factor AND (o.second_factor_of_all OR m.role = 'admin') AND NOT s.second_factor AS must_enrol,
    CASE WHEN s.member_id IS NOT NULL THEN ${withholding} END AS withholding
  INTO caller
  FROM session s
    JOIN organization o ON o.id = wanted_organization
    LEFT JOIN member m ON m.organization_id = wanted_organization AND m.id = s.member_id AND m.active
  WHERE s.organization_id = wanted_organization AND s.id = wanted_session AND s.ended_at IS NULL AND s.expires_at > now();
  IF NOT FOUND THEN RETURN NULL; END IF;
  IF caller.member_id IS NOT NULL THEN
    IF caller.id IS NULL THEN RETURN NULL; END IF;
    done := set_config('app.actor', 'member:' || caller.id, true);
  ELSE
    SELECT 'client' AS role, c.id, c.id AS client_id, c.name, c.locale, c.time_zone, caller.organization_time_zone, caller.now,
      coalesce(caller.must_enrol, false) AS must_enrol
    INTO caller
    FROM client c
    WHERE c.organization_id = wanted_organization AND c.id = caller.client_id
      AND c.deleted_at IS NULL AND c.status <> 'archived';
    IF NOT FOUND THEN RETURN NULL; END IF;
    done := set_config('app.actor', 'client:' || caller.id, true);
  END IF;
  RETURN row_to_json(caller);
END $$;

CREATE OR REPLACE FUNCTION open_as_key(wanted_organization uuid, wanted_key uuid, with_test_clock boolean, wanted_origin text)
RETURNS json LANGUAGE plpgsql AS $$
DECLARE done text; caller record;
BEGIN
  ${settings}
  done := set_config('app.actor', 'key:' || wanted_key, true);
  SELECT 'key' AS role, k.id, k.scopes, k.restricted, k.name, o.locale, o.time_zone,
    o.time_zone AS organization_time_zone, app_now() AS now, ${withholding} AS withholding
  INTO caller
  FROM api_key k JOIN organization o ON o.id = wanted_organization
  WHERE k.organization_id = wanted_organization AND k.id = wanted_key
    AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now());
  IF NOT FOUND THEN RETURN NULL; END IF;
  RETURN row_to_json(caller);
END $$;

-- The clients of a coach, and of those for whom the coach stands in that day.
CREATE OR REPLACE FUNCTION looked_after(wanted_organization uuid, wanted_member uuid, on_day date, levels text[])
RETURNS SETOF uuid LANGUAGE plpgsql STABLE ROWS 50 AS $$
BEGIN
  RETURN QUERY
  WITH coach AS MATERIALIZED (SELECT wanted_member AS id UNION ALL SELECT v.member_id FROM coverage v
    WHERE v.organization_id = wanted_organization AND v.delegate_id = wanted_member AND on_day BETWEEN v.starts_on AND v.ends_on)
  SELECT c.id FROM client c
    WHERE c.organization_id = wanted_organization AND c.primary_coach_id = ANY(ARRAY(SELECT id FROM coach))
  UNION ALL SELECT x.client_id FROM client_coach x WHERE x.organization_id = wanted_organization
    AND x.member_id = ANY(ARRAY(SELECT id FROM coach)) AND x.level = ANY(levels) AND (x.ends_on IS NULL OR x.ends_on >= on_day);
END $$;

REVOKE ALL ON FUNCTION open_as_person, open_as_key, looked_after FROM PUBLIC;
GRANT EXECUTE ON FUNCTION open_as_person, open_as_key, looked_after TO afterword_api;
`

export const dropLeanOpening = 'DROP FUNCTION IF EXISTS open_as_person, open_as_key, looked_after;'

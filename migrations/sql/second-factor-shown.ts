import { callerNow, dropCallerNow, opening } from './caller-now.ts'
import { definer } from './identity.ts'

const functions = 'give_back_try, renew_recovery_codes, replace_signing_keys'

/*
 * Whether a login has shown a second factor stands with the login. Opening a request says besides whether it has to be
 * shown first: `must_enrol` for an admin of an organization that asks for it, in a login without.
 */

const issueToken = (first: string) => `
CREATE OR REPLACE FUNCTION issue_account_token(wanted_kind text, wanted_hash bytea, wanted_account uuid, minutes int) RETURNS void ${definer} AS $$${first}
  INSERT INTO account_token (kind, hash, account_id, expires_at)
  VALUES (wanted_kind, wanted_hash, wanted_account, now() + make_interval(mins => minutes))
$$;`

const openForPerson = `
CREATE FUNCTION open_for_person(wanted_organization uuid, wanted_session uuid, with_test_clock boolean, wanted_origin text)
${opening.returned.replace('withholding jsonb', 'withholding jsonb, must_enrol boolean')} $$
#variable_conflict use_column
DECLARE login record;
BEGIN
  ${opening.settings}
  SELECT s.member_id, s.client_id, s.second_factor INTO login FROM session s
  WHERE s.organization_id = wanted_organization AND s.id = wanted_session AND s.ended_at IS NULL AND s.expires_at > now();
  IF NOT FOUND THEN RETURN; END IF;
  IF login.member_id IS NOT NULL THEN
    ${opening.actor('member', 'login.member_id')}
    RETURN QUERY SELECT m.role, m.id, m.id, NULL::uuid, '{}'::text[], false, m.name, m.locale, m.time_zone,
      o.time_zone, app_now(), ${opening.withholding},
      o.require_second_factor AND m.role = 'admin' AND NOT login.second_factor
    FROM member m JOIN organization o ON o.id = m.organization_id
    WHERE m.organization_id = wanted_organization AND m.id = login.member_id AND m.active;
  ELSE
    ${opening.actor('client', 'login.client_id')}
    RETURN QUERY SELECT 'client', c.id, NULL::uuid, c.id, '{}'::text[], false, c.name, c.locale, c.time_zone,
      ${opening.organizationZone}, app_now(), NULL::jsonb, false
    FROM client c WHERE c.organization_id = wanted_organization AND c.id = login.client_id
      AND c.deleted_at IS NULL AND c.status <> 'archived';
  END IF;
END $$;
REVOKE ALL ON FUNCTION open_for_person FROM PUBLIC;
GRANT EXECUTE ON FUNCTION open_for_person TO afterword_api;
`

export const secondFactorShown = `
ALTER TABLE session ADD COLUMN second_factor boolean NOT NULL DEFAULT false, ADD COLUMN method text;
-- Where admins are asked for one: of coaches and clients too.
ALTER TABLE organization ADD COLUMN second_factor_of_all boolean NOT NULL DEFAULT false;

DROP FUNCTION open_for_person;
${openForPerson}

-- Takes back the last try of a bucket, which was a right one: only wrong ones count.
CREATE FUNCTION give_back_try(wanted bytea) RETURNS void ${definer} AS $$
  UPDATE login_try SET tries = tries[1:cardinality(tries) - 1] WHERE bucket = wanted
$$;

CREATE FUNCTION renew_recovery_codes(wanted_account uuid, hashes bytea[]) RETURNS void ${definer} AS $$
  DELETE FROM recovery_code WHERE account_id = wanted_account;
  INSERT INTO recovery_code (account_id, hash)
  SELECT f.account_id, h FROM second_factor f, unnest(hashes) AS h WHERE f.account_id = wanted_account AND f.confirmed_at IS NOT NULL;
$$;

-- A link takes the place of the one before of its kind, so that only the latest request has one.
${issueToken(`
  DELETE FROM account_token WHERE account_id = wanted_account AND kind = wanted_kind;`)}

-- For a key that somebody else may have: all others are gone at once, and the tokens that they have signed.
CREATE FUNCTION replace_signing_keys(new_kid text, new_key text) RETURNS void ${definer} AS $$
  DELETE FROM signing_key;
  INSERT INTO signing_key (kid, private_key, signs_from) VALUES (new_kid, new_key, now());
$$;

REVOKE ALL ON FUNCTION ${functions} FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ${functions} TO afterword_api;
`

export const dropSecondFactorShown = `
DROP FUNCTION ${functions};
${dropCallerNow}
${callerNow}
ALTER TABLE organization DROP COLUMN second_factor_of_all;
ALTER TABLE session DROP COLUMN second_factor, DROP COLUMN method;
${issueToken('')}
`

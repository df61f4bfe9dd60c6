import { definer } from './identity.ts'

const functions = [
  'second_factor_of',
  'has_second_factor',
  'begin_second_factor',
  'confirm_second_factor',
  'use_second_factor_step',
  'use_recovery_code',
  'remove_second_factor',
  'reset_second_factor',
  'end_sessions_of',
]

const definerPlpgsql = definer.replace('LANGUAGE sql', 'LANGUAGE plpgsql')

export const secondFactorTables = `
ALTER TABLE session ADD COLUMN ip text;

-- One for each account, for all organizations. The secret is sealed with a key that is not in this table.
CREATE TABLE second_factor (
  account_id uuid PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
  sealed_secret text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  confirmed_at timestamptz(3),
  -- The step of the last code that was taken: none is taken twice.
  last_step bigint NOT NULL DEFAULT 0
);

CREATE TABLE recovery_code (
  account_id uuid NOT NULL REFERENCES second_factor (account_id) ON DELETE CASCADE,
  hash bytea NOT NULL,
  used_at timestamptz(3),
  PRIMARY KEY (account_id, hash)
);

-- Ends all logins of an account but one, wherever they are. Another organization's log does not name who is who here.
CREATE FUNCTION end_sessions_of(wanted_account uuid, kept_session uuid) RETURNS void ${definerPlpgsql} AS $$
DECLARE
  here uuid := NULLIF(current_setting('app.organization_id', true), '')::uuid;
  actor text := current_setting('app.actor', true);
  origin text := current_setting('app.origin', true);
BEGIN
  UPDATE session SET ended_at = now()
  WHERE account_id = wanted_account AND organization_id = here AND ended_at IS NULL AND id IS DISTINCT FROM kept_session;
  PERFORM set_config('app.actor', '', true), set_config('app.origin', '', true);
  UPDATE session SET ended_at = now()
  WHERE account_id = wanted_account AND organization_id IS DISTINCT FROM here AND ended_at IS NULL;
  PERFORM set_config('app.actor', coalesce(actor, ''), true), set_config('app.origin', coalesce(origin, ''), true);
END $$;

CREATE FUNCTION second_factor_of(wanted_account uuid)
RETURNS TABLE (sealed_secret text, confirmed_at timestamptz, recovery_codes_left int) STABLE ${definer} AS $$
  SELECT f.sealed_secret, f.confirmed_at,
    (SELECT count(*)::int FROM recovery_code r WHERE r.account_id = f.account_id AND r.used_at IS NULL)
  FROM second_factor f WHERE f.account_id = wanted_account
$$;

CREATE FUNCTION has_second_factor(wanted_account uuid) RETURNS boolean STABLE ${definer} AS $$
  SELECT EXISTS (SELECT FROM second_factor WHERE account_id = wanted_account AND confirmed_at IS NOT NULL)
$$;

-- False when there is a confirmed one already: it is removed first.
CREATE FUNCTION begin_second_factor(wanted_account uuid, secret text) RETURNS boolean ${definer} AS $$
  WITH begun AS (
    INSERT INTO second_factor AS f (account_id, sealed_secret) VALUES (wanted_account, secret)
    ON CONFLICT (account_id) DO UPDATE SET sealed_secret = secret, created_at = now(), last_step = 0
    WHERE f.confirmed_at IS NULL RETURNING 1)
  SELECT EXISTS (SELECT FROM begun)
$$;

CREATE FUNCTION confirm_second_factor(wanted_account uuid, secret text, step bigint, hashes bytea[], kept_session uuid)
RETURNS boolean ${definerPlpgsql} AS $$
BEGIN
  UPDATE second_factor SET confirmed_at = now(), last_step = step
  WHERE account_id = wanted_account AND sealed_secret = secret AND confirmed_at IS NULL;
  IF NOT FOUND THEN RETURN false; END IF;
  DELETE FROM recovery_code WHERE account_id = wanted_account;
  INSERT INTO recovery_code (account_id, hash) SELECT wanted_account, unnest(hashes);
  PERFORM end_sessions_of(wanted_account, kept_session);
  RETURN true;
END $$;

CREATE FUNCTION use_second_factor_step(wanted_account uuid, secret text, step bigint) RETURNS boolean ${definer} AS $$
  WITH used AS (
    UPDATE second_factor SET last_step = step WHERE account_id = wanted_account AND sealed_secret = secret
      AND confirmed_at IS NOT NULL AND last_step < step RETURNING 1)
  SELECT EXISTS (SELECT FROM used)
$$;

CREATE FUNCTION use_recovery_code(wanted_account uuid, wanted_hash bytea) RETURNS boolean ${definer} AS $$
  WITH used AS (
    UPDATE recovery_code SET used_at = now()
    WHERE account_id = wanted_account AND hash = wanted_hash AND used_at IS NULL RETURNING 1)
  SELECT EXISTS (SELECT FROM used)
$$;

CREATE FUNCTION remove_second_factor(wanted_account uuid, kept_session uuid) RETURNS void ${definer} AS $$
  DELETE FROM second_factor WHERE account_id = wanted_account;
  SELECT end_sessions_of(wanted_account, kept_session)
$$;

-- By somebody else: only for an account of this organization alone, as no organization decides for another.
CREATE FUNCTION reset_second_factor(wanted_account uuid) RETURNS boolean ${definerPlpgsql} AS $$
BEGIN
  IF ARRAY(SELECT organization_id FROM account_access WHERE account_id = wanted_account)
    IS DISTINCT FROM ARRAY[NULLIF(current_setting('app.organization_id', true), '')::uuid]
  THEN RETURN false; END IF;
  PERFORM remove_second_factor(wanted_account, NULL);
  RETURN true;
END $$;

REVOKE ALL ON FUNCTION ${functions.join(', ')} FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ${functions.join(', ')} TO afterword_api;
`

export const dropSecondFactorTables = `
DROP FUNCTION ${functions.join(', ')};
DROP TABLE recovery_code;
DROP TABLE second_factor;
ALTER TABLE session DROP COLUMN ip;
`

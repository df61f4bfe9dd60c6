import { oneOf, written } from './checks.ts'

/**
 * What exists before the tenant is known. These tables carry no organization's data and no row-level security,
 * and no serving role may touch them: they are reached through the functions below alone.
 */
export const identityTables = `
CREATE TABLE organization (
  id uuid PRIMARY KEY DEFAULT new_id(),
  name text NOT NULL,
  time_zone text NOT NULL,
  locale text NOT NULL,
  policy text NOT NULL DEFAULT 'before-decision',
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz(3) NOT NULL DEFAULT app_now(),
  updated_at timestamptz(3) NOT NULL DEFAULT app_now(),
  ${written('organization', 'name', 200)},
  ${oneOf('organization', 'locale', ['en', 'de', 'es', 'fr'])},
  ${oneOf('organization', 'policy', ['before-decision', 'after-decision'])}
);

CREATE TABLE account (
  id uuid PRIMARY KEY DEFAULT new_id(),
  email text NOT NULL CONSTRAINT account_email_normalized CHECK (email = lower(btrim(email)) AND length(email) <= 254),
  password_hash text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT app_now()
);
CREATE UNIQUE INDEX account_email ON account (email);

CREATE TABLE credential_lookup (
  hash bytea NOT NULL PRIMARY KEY,
  kind text NOT NULL,
  organization_id uuid NOT NULL,
  subject_id uuid NOT NULL,
  ${oneOf('credential_lookup', 'kind', ['session'])}
);

CREATE TABLE account_access (
  account_id uuid NOT NULL REFERENCES account (id),
  organization_id uuid NOT NULL REFERENCES organization (id),
  PRIMARY KEY (account_id, organization_id)
);

CREATE TABLE server_secret (
  name text PRIMARY KEY,
  value text NOT NULL
);
`

export const definer = 'LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp'

/** Each does one thing, for one purpose, with a fixed search_path. */
export const identityFunctions = `
CREATE FUNCTION find_account(wanted_email text)
RETURNS TABLE (account_id uuid, password_hash text, organization_ids uuid[]) STABLE ${definer} AS $$
  SELECT a.id, a.password_hash,
    ARRAY(SELECT x.organization_id FROM account_access x WHERE x.account_id = a.id ORDER BY 1)
  FROM account a WHERE a.email = lower(btrim(wanted_email))
$$;

CREATE FUNCTION create_account(wanted_email text, hash text) RETURNS uuid ${definer} AS $$
  INSERT INTO account (email, password_hash) VALUES (lower(btrim(wanted_email)), hash) RETURNING id
$$;

CREATE FUNCTION grant_access(wanted_account uuid, wanted_organization uuid) RETURNS void ${definer} AS $$
  INSERT INTO account_access (account_id, organization_id)
  SELECT wanted_account, wanted_organization
  WHERE wanted_organization = NULLIF(current_setting('app.organization_id', true), '')::uuid
  ON CONFLICT DO NOTHING
$$;

CREATE FUNCTION remember_credential(wanted_kind text, wanted_hash bytea, wanted_subject uuid) RETURNS void ${definer} AS $$
  INSERT INTO credential_lookup (hash, kind, organization_id, subject_id)
  VALUES (wanted_hash, wanted_kind, NULLIF(current_setting('app.organization_id', true), '')::uuid, wanted_subject)
$$;

CREATE FUNCTION find_credential(wanted_kind text, wanted_hash bytea)
RETURNS TABLE (organization_id uuid, subject_id uuid) STABLE ${definer} AS $$
  SELECT c.organization_id, c.subject_id FROM credential_lookup c WHERE c.hash = wanted_hash AND c.kind = wanted_kind
$$;

CREATE FUNCTION keep_secret(wanted_name text, candidate text) RETURNS text ${definer} AS $$
  INSERT INTO server_secret (name, value) VALUES (wanted_name, candidate) ON CONFLICT DO NOTHING;
  SELECT value FROM server_secret WHERE name = wanted_name
$$;

REVOKE ALL ON FUNCTION find_account, create_account, grant_access, remember_credential, find_credential, keep_secret FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_account, create_account, grant_access, remember_credential, find_credential, keep_secret TO afterword_api;
`

export const dropIdentityFunctions = `
DROP FUNCTION IF EXISTS find_account, create_account, grant_access, remember_credential, find_credential, keep_secret;
`

import { oneOf, rowColumns, tenantColumns } from './checks.ts'
import { definer } from './identity.ts'
import { protectTable, touchTrigger } from './tenancy.ts'

const functions = [
  'take_try',
  'issue_account_token',
  'use_account_token',
  'reset_password',
  'set_password',
  'account_password',
  'know_device',
  'is_known_device',
]

const definerPlpgsql = definer.replace('LANGUAGE sql', 'LANGUAGE plpgsql')

export const accountTables = `
-- The moments of the last tries, by what they are counted for: a keyed hash of an address, a device, a network.
CREATE TABLE login_try (
  bucket bytea PRIMARY KEY,
  tries timestamptz[] NOT NULL DEFAULT '{}',
  last_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX login_try_last ON login_try (last_at);

-- Links that work once. Only a hash of each is here.
CREATE TABLE account_token (
  hash bytea PRIMARY KEY,
  kind text NOT NULL,
  account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  expires_at timestamptz NOT NULL,
  used_at timestamptz,
  ${oneOf('account_token', 'kind', ['reset', 'magic'])}
);
CREATE INDEX account_token_account ON account_token (account_id);

-- Devices on which somebody has logged in before: guessing elsewhere does not keep them out.
CREATE TABLE known_device (
  account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  hash bytea NOT NULL,
  last_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (account_id, hash)
);

-- Counts a try unless as many as allowed lie within the span; else says in how many seconds the next one may come.
CREATE FUNCTION take_try(wanted bytea, allowed int, span_seconds int) RETURNS int ${definerPlpgsql} AS $$
DECLARE
  kept timestamptz[];
  span interval := make_interval(secs => span_seconds);
BEGIN
  INSERT INTO login_try (bucket) VALUES (wanted) ON CONFLICT DO NOTHING;
  PERFORM FROM login_try WHERE bucket = wanted FOR UPDATE;
  SELECT ARRAY(SELECT t FROM unnest(tries) AS t WHERE t > clock_timestamp() - span ORDER BY t) INTO kept
  FROM login_try WHERE bucket = wanted;
  IF cardinality(kept) >= allowed THEN
    RETURN greatest(1, ceil(extract(epoch FROM kept[cardinality(kept) - allowed + 1] + span - clock_timestamp()))::int);
  END IF;
  UPDATE login_try SET tries = kept || clock_timestamp(), last_at = now() WHERE bucket = wanted;
  RETURN 0;
END $$;

CREATE FUNCTION issue_account_token(wanted_kind text, wanted_hash bytea, wanted_account uuid, minutes int) RETURNS void ${definer} AS $$
  INSERT INTO account_token (kind, hash, account_id, expires_at)
  VALUES (wanted_kind, wanted_hash, wanted_account, now() + make_interval(mins => minutes))
$$;

CREATE FUNCTION use_account_token(wanted_kind text, wanted_hash bytea) RETURNS uuid ${definer} AS $$
  UPDATE account_token SET used_at = now()
  WHERE hash = wanted_hash AND kind = wanted_kind AND used_at IS NULL AND expires_at > now() RETURNING account_id
$$;

CREATE FUNCTION account_password(wanted_account uuid) RETURNS TABLE (email text, password_hash text) STABLE ${definer} AS $$
  SELECT email, password_hash FROM account WHERE id = wanted_account
$$;

-- A new password ends every login of the account but one, and all links that are still out.
CREATE FUNCTION set_password(wanted_account uuid, new_hash text, kept_session uuid) RETURNS void ${definer} AS $$
  UPDATE account SET password_hash = new_hash WHERE id = wanted_account;
  UPDATE session SET ended_at = now()
  WHERE account_id = wanted_account AND ended_at IS NULL AND id IS DISTINCT FROM kept_session;
  DELETE FROM account_token WHERE account_id = wanted_account;
$$;

-- In one statement: the link is used up only when the password is set.
CREATE FUNCTION reset_password(token_hash bytea, new_hash text) RETURNS uuid ${definerPlpgsql} AS $$
DECLARE
  found uuid := use_account_token('reset', token_hash);
BEGIN
  IF found IS NOT NULL THEN PERFORM set_password(found, new_hash, NULL); END IF;
  RETURN found;
END $$;

CREATE FUNCTION know_device(wanted_account uuid, wanted_hash bytea) RETURNS void ${definer} AS $$
  INSERT INTO known_device (account_id, hash) VALUES (wanted_account, wanted_hash)
  ON CONFLICT (account_id, hash) DO UPDATE SET last_at = now()
$$;

CREATE FUNCTION is_known_device(wanted_account uuid, wanted_hash bytea) RETURNS boolean STABLE ${definer} AS $$
  SELECT EXISTS (SELECT FROM known_device WHERE account_id = wanted_account AND hash = wanted_hash)
$$;

CREATE FUNCTION purge_accounts() RETURNS void ${definer} AS $$
  DELETE FROM login_try WHERE last_at < now() - interval '1 day';
  DELETE FROM account_token WHERE expires_at < now() - interval '1 day';
  DELETE FROM known_device WHERE last_at < now() - interval '400 days';
$$;

REVOKE ALL ON FUNCTION ${[...functions, 'purge_accounts'].join(', ')} FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ${functions.join(', ')} TO afterword_api;
GRANT EXECUTE ON FUNCTION purge_accounts TO afterword_worker;

-- Mail on its way out. A text that bears a link to log in is wiped when it has been sent.
CREATE TABLE mail (
  organization_id uuid NOT NULL REFERENCES organization (id),
  id uuid NOT NULL DEFAULT new_id(),
  kind text NOT NULL,
  recipient text NOT NULL,
  subject text NOT NULL,
  text text,
  html text,
  secret boolean NOT NULL DEFAULT false,
  status text NOT NULL DEFAULT 'queued',
  tries integer NOT NULL DEFAULT 0,
  fence integer NOT NULL DEFAULT 0,
  lease_until timestamptz(3),
  next_try_at timestamptz(3) NOT NULL DEFAULT now(),
  sent_at timestamptz(3),
  last_error text,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (organization_id, id),
  ${oneOf('mail', 'status', ['queued', 'sent', 'kept', 'failed'])}
);
CREATE INDEX mail_created ON mail (organization_id, created_at, id);
CREATE INDEX mail_queue ON mail (next_try_at) WHERE status = 'queued';
${protectTable('mail', { api: 'SELECT, INSERT', worker: 'SELECT, UPDATE' })}

CREATE TABLE invitation (${tenantColumns},
  kind text NOT NULL,
  email text NOT NULL CONSTRAINT invitation_email_normalized CHECK (email = lower(btrim(email)) AND length(email) <= 254),
  role text,
  client_id uuid,
  name text,
  locale text NOT NULL,
  token_hash bytea NOT NULL,
  invited_by uuid NOT NULL,
  sent_at timestamptz(3) NOT NULL DEFAULT now(),
  expires_at timestamptz(3) NOT NULL,
  accepted_at timestamptz(3),
  revoked_at timestamptz(3),
  ${rowColumns},
  FOREIGN KEY (organization_id, client_id) REFERENCES client (organization_id, id),
  ${oneOf('invitation', 'kind', ['member', 'client'])},
  CONSTRAINT invitation_role CHECK (CASE kind WHEN 'member' THEN role IN ('admin', 'coach') ELSE role IS NULL END),
  CONSTRAINT invitation_client CHECK ((kind = 'client') = (client_id IS NOT NULL))
);
CREATE INDEX invitation_created ON invitation (organization_id, created_at, id);
CREATE INDEX invitation_client ON invitation (organization_id, client_id) WHERE client_id IS NOT NULL;
${protectTable('invitation', { api: 'SELECT, INSERT, UPDATE' })}
${touchTrigger('invitation')}
`

export const dropAccountTables = `
DROP TABLE invitation;
DROP TABLE mail;
DROP FUNCTION ${[...functions, 'purge_accounts'].join(', ')};
DROP TABLE known_device;
DROP TABLE account_token;
DROP TABLE login_try;
`

import { definer } from './identity.ts'

const functions = ['signing_keys', 'add_signing_key']

/**
 * Keys that sign access tokens. Each is published for a while before it signs, and stays until the last token that it has
 * signed is over: 15 minutes, and a minute or so in which another replica has not heard of the next one.
 */
export const signingKeys = `
CREATE TABLE signing_key (
  kid text PRIMARY KEY,
  private_key text NOT NULL,
  signs_from timestamptz(3) NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now()
);

-- All that are valid; the newest whose time has come signs.
CREATE FUNCTION signing_keys() RETURNS TABLE (kid text, private_key text, signs boolean, next_is_due boolean) STABLE ${definer} AS $$
  SELECT k.kid, k.private_key,
    k.signs_from <= now() AND (k.next_from IS NULL OR k.next_from > now()),
    k.next_from IS NULL AND k.created_at < now() - interval '30 days'
  FROM (SELECT s.*, lead(s.signs_from) OVER (ORDER BY s.signs_from, s.kid) AS next_from FROM signing_key s) AS k
  WHERE k.next_from IS NULL OR k.next_from > now() - interval '30 minutes'
$$;

-- Adds a key unless the newest is younger than so many seconds: of several replicas one does it. Throws old ones away.
CREATE FUNCTION add_signing_key(new_kid text, new_key text, delay_seconds int, if_older_than int) RETURNS boolean
${definer.replace('LANGUAGE sql', 'LANGUAGE plpgsql')} AS $$
DECLARE
  newest timestamptz;
BEGIN
  LOCK TABLE signing_key IN EXCLUSIVE MODE;
  SELECT max(created_at) INTO newest FROM signing_key;
  IF newest > now() - make_interval(secs => if_older_than) THEN RETURN false; END IF;
  DELETE FROM signing_key WHERE kid NOT IN (SELECT k.kid FROM signing_keys() AS k);
  INSERT INTO signing_key (kid, private_key, signs_from)
  VALUES (new_kid, new_key, now() + make_interval(secs => CASE WHEN newest IS NULL THEN 0 ELSE delay_seconds END))
  ON CONFLICT DO NOTHING;
  RETURN FOUND;
END $$;

REVOKE ALL ON FUNCTION ${functions.join(', ')} FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ${functions.join(', ')} TO afterword_api;
`

export const dropSigningKeys = `
DROP FUNCTION ${functions.join(', ')};
DROP TABLE signing_key;
`

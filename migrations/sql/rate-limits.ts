import { definer } from './identity.ts'

const definerPlpgsql = definer.replace('LANGUAGE sql', 'LANGUAGE plpgsql')

const purge = (more: string) => `
CREATE OR REPLACE FUNCTION purge_accounts() RETURNS void ${definer} AS $$
  DELETE FROM login_try WHERE last_at < now() - interval '1 day';
  DELETE FROM account_token WHERE expires_at < now() - interval '1 day';
  DELETE FROM known_device WHERE last_at < now() - interval '400 days';${more}
$$;
`

/**
 * How much each caller has used of the present window, over all replicas. Each leases a portion at a time, so that few
 * requests come here. It is of no worth after a crash, so it is not logged.
 */
export const rateLimits = `
CREATE UNLOGGED TABLE rate_window (
  subject bytea PRIMARY KEY,
  began timestamptz NOT NULL,
  used integer NOT NULL
);

-- Gives as much of what is wanted as the window has left; windows begin with whole multiples of their length.
CREATE FUNCTION take_quota(wanted_subject bytea, wanted int, quota int, seconds int)
RETURNS TABLE (granted int, used_now int, reset_ms int) ${definerPlpgsql} AS $$
DECLARE
  at timestamptz := clock_timestamp();
  start timestamptz := to_timestamp(floor(extract(epoch FROM at) / seconds) * seconds);
  base int;
BEGIN
  INSERT INTO rate_window AS r (subject, began, used) VALUES (wanted_subject, start, 0)
  ON CONFLICT (subject) DO UPDATE SET began = start, used = CASE WHEN r.began < start THEN 0 ELSE r.used END
  RETURNING r.used INTO base;
  granted := greatest(0, least(wanted, quota - base));
  used_now := base + granted;
  UPDATE rate_window SET used = used_now WHERE subject = wanted_subject;
  reset_ms := greatest(1, ceil(extract(epoch FROM start + make_interval(secs => seconds) - at) * 1000));
  RETURN NEXT;
END $$;

REVOKE ALL ON FUNCTION take_quota FROM PUBLIC;
GRANT EXECUTE ON FUNCTION take_quota TO afterword_api;
${purge(`
  DELETE FROM rate_window WHERE began < now() - interval '1 hour';`)}
`

export const dropRateLimits = `
${purge('')}
DROP FUNCTION take_quota;
DROP TABLE rate_window;
`

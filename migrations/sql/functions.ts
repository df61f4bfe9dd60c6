/** new_id: a UUIDv7 (RFC 9562), for rows that are made in SQL. touch: the version rises by one with every real change. */
export const rowFunctions = `
CREATE FUNCTION new_id() RETURNS uuid LANGUAGE sql VOLATILE AS $$
  SELECT encode(
    set_bit(set_bit(
      overlay(uuid_send(gen_random_uuid())
        PLACING substring(int8send(floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3)
        FROM 1 FOR 6),
      52, 1), 53, 1), 'hex')::uuid
$$;

CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.version := OLD.version + 1;
  NEW.updated_at := app_now();
  RETURN NEW;
END $$;
`

/**
 * app_now: all business time. The database's clock, plus an offset that counts only on connections
 * that ask for it (TEST_CLOCK=1 sets app.test_clock), so that a stray row can not move production.
 */
export const clockFunctions = `
CREATE TABLE test_clock (
  only_row boolean PRIMARY KEY DEFAULT true CONSTRAINT test_clock_only_row CHECK (only_row),
  clock_offset interval NOT NULL DEFAULT '0'
);
INSERT INTO test_clock DEFAULT VALUES;
GRANT SELECT ON test_clock TO afterword_api, afterword_worker;

CREATE FUNCTION app_now() RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT date_trunc('milliseconds', now()) + CASE WHEN current_setting('app.test_clock', true) = '1'
    THEN (SELECT clock_offset FROM test_clock) ELSE interval '0' END
$$;
`

export const dropFunctions = `
DROP FUNCTION IF EXISTS app_now();
DROP FUNCTION IF EXISTS touch();
DROP FUNCTION IF EXISTS new_id();
DROP TABLE IF EXISTS test_clock;
`

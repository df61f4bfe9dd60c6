import { definer } from './identity.ts'

const inPlpgsql = definer.replace('LANGUAGE sql', 'LANGUAGE plpgsql')

/**
 * How the jobs of the installation fare, by the database's clock. It belongs to no organization and holds nothing of one:
 * names of jobs, moments, counts, and the kind of the last failure. Who serves reaches it through these functions alone.
 */
export const jobs = `
CREATE TABLE job_run (
  name text PRIMARY KEY CONSTRAINT job_run_name_written CHECK (name ~ '^[a-z-]+[.][a-z-]+$'),
  every_seconds integer NOT NULL,
  runs bigint NOT NULL DEFAULT 0,
  failures integer NOT NULL DEFAULT 0,
  last_run_at timestamptz(3),
  last_seconds double precision,
  last_failure_at timestamptz(3),
  last_failure text CONSTRAINT job_run_failure_short CHECK (length(last_failure) <= 200),
  wanted_at timestamptz(3),
  seen_at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE TABLE worker_beat (
  only_row boolean PRIMARY KEY DEFAULT true CONSTRAINT worker_beat_only_row CHECK (only_row),
  beat_at timestamptz(3)
);
INSERT INTO worker_beat DEFAULT VALUES;

-- A worker knows these jobs; those that none has known for a week are forgotten.
CREATE FUNCTION know_jobs(names text[], seconds integer[]) RETURNS void ${definer} AS $$
  INSERT INTO job_run (name, every_seconds) SELECT * FROM unnest(names, seconds) ORDER BY 1
  ON CONFLICT (name) DO UPDATE SET every_seconds = excluded.every_seconds, seen_at = now();
  DELETE FROM job_run WHERE seen_at < now() - interval '7 days' AND coalesce(last_run_at, seen_at) < now() - interval '7 days';
$$;

CREATE FUNCTION record_job(job text, took double precision, failure text) RETURNS void ${definer} AS $$
  UPDATE job_run SET runs = runs + 1, last_run_at = now(), last_seconds = took, seen_at = now(), wanted_at = NULL,
    failures = CASE WHEN failure IS NULL THEN 0 ELSE failures + 1 END,
    last_failure_at = CASE WHEN failure IS NULL THEN last_failure_at ELSE now() END,
    last_failure = coalesce(left(failure, 200), last_failure)
  WHERE name = job
$$;

CREATE FUNCTION job_overview() RETURNS TABLE (name text, every_seconds integer, runs bigint, failures integer, last_run_at timestamptz,
  last_seconds double precision, last_failure_at timestamptz, last_failure text, wanted_at timestamptz, next_run_at timestamptz)
STABLE ${definer} AS $$
  SELECT j.name, j.every_seconds, j.runs, j.failures, j.last_run_at, j.last_seconds, j.last_failure_at, j.last_failure, j.wanted_at,
    (SELECT min(a.next_run_at) FROM agenda_jobs a WHERE a.name = j.name AND a.type = 'single')
  FROM job_run j ORDER BY j.name
$$;

-- At the next look of any worker; false: there is no such job.
CREATE FUNCTION want_job(job text) RETURNS boolean ${inPlpgsql} AS $$
BEGIN
  UPDATE job_run SET wanted_at = now() WHERE name = job;
  IF NOT FOUND THEN RETURN false; END IF;
  UPDATE agenda_jobs SET next_run_at = now() WHERE name = job AND type = 'single' AND disabled IS NOT TRUE;
  RETURN true;
END $$;

CREATE FUNCTION beat() RETURNS void ${definer} AS $$
  UPDATE worker_beat SET beat_at = now() WHERE beat_at IS NULL OR beat_at < now() - interval '1 second'
$$;

-- For /health/ready: how long ago a worker has swept, and the migrations that are applied.
CREATE FUNCTION readiness() RETURNS TABLE (seconds_since_beat double precision, beat_at timestamptz, migrations text[]) STABLE ${inPlpgsql} AS $$
BEGIN
  RETURN QUERY SELECT extract(epoch FROM now() - b.beat_at)::float8, b.beat_at::timestamptz,
    ARRAY(SELECT m.name::text FROM migration m) FROM worker_beat b;
END $$;

REVOKE ALL ON FUNCTION know_jobs, record_job, job_overview, want_job, beat, readiness FROM PUBLIC;
GRANT EXECUTE ON FUNCTION know_jobs, record_job, beat TO afterword_worker;
GRANT EXECUTE ON FUNCTION job_overview, want_job, readiness TO afterword_api, afterword_worker;
`

export const dropJobs = `
DROP FUNCTION readiness, beat, want_job, job_overview, record_job, know_jobs;
DROP TABLE worker_beat;
DROP TABLE job_run;
`

import { definer } from './identity.ts'

const inPlpgsql = definer.replace('LANGUAGE sql', 'LANGUAGE plpgsql')

/** As in privacy.ts, for a table of events in partitions. The earlier one would delete rows of other partitions there. */
export const purgeOverdue = `
CREATE OR REPLACE FUNCTION purge_overdue(batch integer) RETURNS TABLE (what text, gone integer) ${inPlpgsql} AS $$
DECLARE org record; n integer; rest integer := batch; place regclass; left_over integer;
BEGIN
  FOR org IN SELECT * FROM organization ORDER BY id LOOP
    IF org.keep_events_days IS NOT NULL THEN
      n := rest;
      -- Each partition by itself: a row's place is known within one alone.
      WHILE rest > 0 LOOP
        SELECT tableoid::regclass INTO place FROM event WHERE organization_id = org.id
          AND occurred_at < app_now() - make_interval(days => org.keep_events_days) LIMIT 1;
        EXIT WHEN NOT FOUND;
        EXECUTE format('WITH old AS (DELETE FROM %1$s WHERE ctid = ANY (ARRAY(SELECT ctid FROM %1$s WHERE organization_id = $1
          AND occurred_at < app_now() - make_interval(days => $2) LIMIT $3)) RETURNING 1) SELECT $3 - count(*)::int FROM old', place)
          INTO left_over USING org.id, org.keep_events_days, rest;
        EXIT WHEN left_over = rest;
        rest := left_over;
      END LOOP;
      what := 'events'; gone := n - rest; RETURN NEXT;
    END IF;
    IF rest > 0 AND org.keep_activities_months IS NOT NULL THEN
      DELETE FROM activity WHERE ctid = ANY (ARRAY(SELECT ctid FROM activity WHERE organization_id = org.id
        AND occurred_at < app_now() - make_interval(months => org.keep_activities_months) LIMIT rest));
      GET DIAGNOSTICS n = ROW_COUNT;
      what := 'activities'; gone := n; rest := rest - n; RETURN NEXT;
    END IF;
    IF rest > 0 AND org.keep_sessions_days IS NOT NULL THEN
      WITH old AS (DELETE FROM session WHERE ctid = ANY (ARRAY(SELECT ctid FROM session WHERE organization_id = org.id
          AND least(coalesce(ended_at, expires_at), expires_at) < now() - make_interval(days => org.keep_sessions_days) LIMIT rest))
        RETURNING id), looked AS (DELETE FROM credential_lookup WHERE organization_id = org.id AND kind = 'session'
          AND subject_id IN (SELECT id FROM old))
      SELECT count(*) INTO n FROM old;
      what := 'sessions'; gone := n; rest := rest - n; RETURN NEXT;
    END IF;
    IF rest > 0 AND org.keep_mails_days IS NOT NULL THEN
      UPDATE mail SET text = NULL, html = NULL WHERE ctid = ANY (ARRAY(SELECT ctid FROM mail WHERE organization_id = org.id
        AND status <> 'queued' AND (text IS NOT NULL OR html IS NOT NULL)
        AND created_at < now() - make_interval(days => org.keep_mails_days) LIMIT rest));
      GET DIAGNOSTICS n = ROW_COUNT;
      what := 'mails'; gone := n; rest := rest - n; RETURN NEXT;
    END IF;
  END LOOP;
END $$;
`

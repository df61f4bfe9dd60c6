import type pg from 'pg'

/**
 * These exist before the tenant is known, or belong to nobody; no serving role may touch what holds persons or secrets.
 * A table is added here only with that reason.
 */
export const exempt = [
  'account',
  'account_access',
  'account_identity',
  'account_token',
  'second_factor',
  'recovery_code',
  'signing_key',
  'known_device',
  'login_try',
  'rate_window',
  'credential_lookup',
  'server_secret',
  'test_clock',
  'event_horizon',
  'job_run',
  'worker_beat',
  'agenda_jobs',
  'migration',
]

/** Each query gives a sentence for whatever is wrong. `$1`: the exempt tables, where it says so. */
const queries: Record<string, string> = {
  'row-level security': `
    SELECT c.relname || ' lacks row-level security, enabled and forced' AS fault FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relname = ANY($1)
      AND NOT (c.relrowsecurity AND c.relforcerowsecurity)`,
  'policy of the API': `
    SELECT c.relname || ' lacks a policy of afterword_api that asks for app.organization_id when it reads and writes' AS fault FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relname = ANY($1) AND NOT c.relispartition
      AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND 'afterword_api'::regrole = ANY(p.polroles) AND p.polcmd = '*'
        AND pg_get_expr(p.polqual, c.oid) LIKE '%app.organization_id%' AND pg_get_expr(p.polwithcheck, c.oid) LIKE '%app.organization_id%')`,
  'partitions, whose rows are reached through the whole alone': `
    SELECT c.relname || ' is a partition, and ' || x.grantee::regrole || ' may ' || x.privilege_type || ' it' AS fault
    FROM pg_class c, aclexplode(c.relacl) AS x
    WHERE c.relnamespace = 'public'::regnamespace AND c.relispartition AND c.relkind = 'r' AND x.grantee <> c.relowner`,
  'open policy': `
    SELECT c.relname || ' has the policy ' || p.polname || ', which lets everybody or the API see all' AS fault
    FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
    WHERE p.polpermissive AND (0 = ANY(p.polroles) OR 'afterword_api'::regrole = ANY(p.polroles))
      AND (pg_get_expr(p.polqual, c.oid) IS NULL OR pg_get_expr(p.polqual, c.oid) NOT LIKE '%app.organization_id%')`,
  organization_id: `
    SELECT c.relname || ' has no organization_id and is not exempt' AS fault FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relname = ANY($1) AND c.relname <> 'organization'
      AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'organization_id' AND a.attnotnull)`,
  'unique indexes': `
    SELECT c.relname || ': the unique index ' || i.relname || ' does not begin with the organization' AS fault
    FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class c ON c.oid = x.indrelid
    LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = x.indkey[0]
    WHERE c.relnamespace = 'public'::regnamespace AND x.indisunique AND NOT c.relname = ANY($1)
      AND a.attname IS DISTINCT FROM CASE WHEN c.relname = 'organization' THEN 'id' ELSE 'organization_id' END`,
  'foreign keys': `
    SELECT c.relname || ': the foreign key ' || k.conname || ' does not begin with the organization' AS fault
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class target ON target.oid = k.confrelid
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.conkey[1]
    WHERE k.contype = 'f' AND c.relnamespace = 'public'::regnamespace AND NOT c.relname = ANY($1) AND target.relname <> 'account'
      AND a.attname <> 'organization_id'`,
  views: `
    SELECT c.relname || ' is a view that runs with its owner''s rights: make it security_invoker' AS fault FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND (c.relkind = 'm'
      OR c.relkind = 'v' AND NOT coalesce(c.reloptions && ARRAY['security_invoker=true', 'security_invoker=on'], false))`,
  'search paths': `
    SELECT p.proname || ' runs with its owner''s rights and has no fixed search_path that ends with pg_temp' AS fault FROM pg_proc p
    WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef
      AND NOT EXISTS (SELECT FROM unnest(p.proconfig) AS setting WHERE setting LIKE 'search_path=%pg_temp')`,
  'functions for everybody': `
    SELECT p.proname || ' runs with its owner''s rights and everybody may call it' AS fault FROM pg_proc p
    WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef AND p.prorettype <> 'trigger'::regtype
      AND (p.proacl IS NULL OR EXISTS (SELECT FROM aclexplode(p.proacl) AS x WHERE x.grantee = 0 AND x.privilege_type = 'EXECUTE'))`,
  'what is before the tenant': `
    SELECT c.relname || ' is before the tenant, and ' || x.grantee::regrole || ' may ' || x.privilege_type || ' it' AS fault
    FROM pg_class c, aclexplode(c.relacl) AS x
    WHERE c.relnamespace = 'public'::regnamespace AND c.relname = ANY($1)
      AND (x.grantee = 'afterword_api'::regrole AND c.relname <> 'test_clock'
        OR x.grantee = 'afterword_worker'::regrole AND c.relname NOT IN ('test_clock', 'agenda_jobs'))`,
  'grants to everybody': `
    SELECT c.relname || ' is granted to everybody' AS fault FROM pg_class c, aclexplode(c.relacl) AS x
    WHERE c.relnamespace = 'public'::regnamespace AND x.grantee = 0`,
  'serving roles': `
    SELECT r.rolname || ' may pass row-level security or owns something' AS fault FROM pg_roles r
    WHERE r.rolname IN ('afterword_api', 'afterword_worker') AND (r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolcreatedb
      OR EXISTS (SELECT FROM pg_class c WHERE c.relowner = r.oid) OR EXISTS (SELECT FROM pg_proc p WHERE p.proowner = r.oid))`,
}

/** All that is wrong with the catalogue of a database, in sentences. */
export async function catalogueFaults(owner: Pick<pg.Pool, 'query'>): Promise<string[]> {
  const found: string[] = []
  for (const sql of Object.values(queries)) {
    const { rows } = await owner.query<{ fault: string }>(sql, sql.includes('$1') ? [exempt] : [])
    found.push(...rows.map(({ fault }) => fault))
  }
  return found
}

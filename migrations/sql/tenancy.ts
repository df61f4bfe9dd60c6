import { dropIdentityFunctions } from './identity.ts'

/** Rows of these carry a version. */
const versioned = [
  'organization',
  'member',
  'client',
  'employer',
  'contact',
  'opportunity',
  'interview',
  'task',
]

/** Raises the version of a row with every real change. */
export const touchTrigger = (table: string): string =>
  `CREATE TRIGGER ${table}_touch BEFORE UPDATE ON ${table} FOR EACH ROW
      WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION touch();`

export const touchTriggers = versioned.map(touchTrigger).join('\n')

const all = 'SELECT, INSERT, UPDATE, DELETE'
const append = 'SELECT, INSERT'

/** What each serving role may do with each table of an organization; nothing else is granted anywhere. */
const grants: Record<string, Grants> = {
  organization: { api: 'SELECT, INSERT, UPDATE', worker: 'SELECT' },
  member: { api: 'SELECT, INSERT, UPDATE', worker: 'SELECT' },
  client: { api: 'SELECT, INSERT, UPDATE', worker: 'SELECT' },
  client_coach: { api: all },
  employer: { api: 'SELECT, INSERT, UPDATE', worker: 'SELECT' },
  contact: { api: 'SELECT, INSERT, UPDATE', worker: 'SELECT' },
  session: { api: 'SELECT, INSERT, UPDATE' },
  opportunity: { api: 'SELECT, INSERT, UPDATE', worker: 'SELECT' },
  interview: { api: 'SELECT, INSERT, UPDATE', worker: 'SELECT' },
  participant: { api: all, worker: 'SELECT' },
  timeline_statement: { api: append, worker: 'SELECT' },
  task: { api: 'SELECT, INSERT, UPDATE', worker: 'SELECT, UPDATE' },
  event: { api: append, worker: append },
}

// After SET LOCAL the setting stays behind as '': NULLIF makes that "no rows" and not an error.
export const mine = (column: string): string =>
  `${column} = (SELECT NULLIF(current_setting('app.organization_id', true), '')::uuid)`

/**
 * The same for the policies of `leanPolicies` and of tables made after them. Our statements name the organization too, so
 * that it is compared once for each statement all the same; a sub-select costs each of them 0.03 ms of planning for each table.
 */
export const isMine = (column: string): string =>
  `${column} = NULLIF(current_setting('app.organization_id', true), '')::uuid`

export interface Grants {
  api: string
  worker?: string
}

/**
 * Row-level security, forced, and the grants of one table of an organization: the same for every one, also of later
 * migrations, which give `isMine`.
 */
export const protectTable = (table: string, { api, worker }: Grants, condition = mine): string => {
  const own = condition(table === 'organization' ? 'id' : 'organization_id')
  return `
ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
CREATE POLICY ${table}_of_organization ON ${table} TO afterword_api USING (${own}) WITH CHECK (${own});
CREATE POLICY ${table}_of_owner ON ${table} TO CURRENT_USER USING (true) WITH CHECK (true);
GRANT ${api} ON ${table} TO afterword_api;
${worker ? `CREATE POLICY ${table}_of_worker ON ${table} TO afterword_worker USING (true) WITH CHECK (true);\nGRANT ${worker} ON ${table} TO afterword_worker;` : ''}`
}

export const rowLevelSecurity = Object.entries(grants)
  .map(([table, granted]) => protectTable(table, granted))
  .join('\n')

const identity = ['account_access', 'server_secret', 'credential_lookup', 'account']
const dropOrder = [
  ...['event', 'task', 'timeline_statement', 'participant', 'interview', 'opportunity', 'session', 'contact'],
  ...['employer', 'client_coach', 'client', 'member'],
]

export const dropTables = `${dropIdentityFunctions}
${[...dropOrder, ...identity, 'organization'].map((table) => `DROP TABLE IF EXISTS ${table};`).join('\n')}`

import { withClient } from './address.ts'
import { type Duty, ensureLogins, groupOf } from './login-roles.ts'
import { whyNotServing } from './serving-role.ts'
import { StartError } from './start-error.ts'

export interface GivenUrls {
  databaseUrl: string
  /** The owner of the tables, if it is not databaseUrl. */
  migrateUrl?: string | null
  workerUrl?: string | null
}

export interface DatabaseUrls {
  /** Owns the tables, migrates. */
  migrate: string
  /** Serves requests; null when this process does not. */
  api: string | null
  /** Runs jobs; null when this process does not. */
  worker: string | null
}

export interface ResolveOptions {
  /** What this process does; both if left out. */
  duties?: readonly Duty[]
  /** First part of the login roles' names; the database's name if left out. */
  prefix?: string
}

/**
 * Finds an address for each role, after migrating. An address that was given is taken as it is. For one that was not, a
 * login role is made if the owner may make roles. One login never serves as both: what lets the worker see every
 * organization would then hold for requests too. Throws {@link StartError} with what to set.
 */
export async function resolveDatabaseUrls(
  given: GivenUrls,
  { duties = ['api', 'worker'], prefix }: ResolveOptions = {},
): Promise<DatabaseUrls> {
  const migrate = given.migrateUrl ?? given.databaseUrl
  const urls: DatabaseUrls = { migrate, api: null, worker: null }
  if (given.migrateUrl && duties.includes('api')) urls.api = given.databaseUrl
  if (given.workerUrl && duties.includes('worker')) urls.worker = given.workerUrl
  const missing = duties.filter((duty) => !urls[duty])
  if (missing.length === 0) return urls
  if (await mayCreateRoles(migrate)) return { ...urls, ...(await ensureLogins(migrate, missing, prefix)) }

  for (const duty of missing) {
    const problem = given.migrateUrl
      ? `no ${duty} login was given`
      : await whyNotServing(given.databaseUrl, duty)
    if (problem) throw new StartError(`${cannot(duty)} (${problem}). ${help(duty)}`)
    urls[duty] = given.databaseUrl
  }
  return urls
}

const mayCreateRoles = (url: string): Promise<boolean> =>
  withClient(url, async (client) => {
    const { rows } = await client.query<{ may: boolean }>(
      'SELECT rolsuper OR rolcreaterole AS may FROM pg_roles WHERE rolname = current_user',
    )
    return rows[0]?.may ?? false
  })

const cannot = (duty: Duty) =>
  `The database user given may not create roles, and can not itself ${duty === 'api' ? 'serve requests' : 'run jobs'}`

const help = (duty: Duty) =>
  duty === 'api'
    ? `Give the owner as MIGRATE_DATABASE_URL, and as DATABASE_URL a login that is a member of ${groupOf(duty)} only: CREATE ROLE … LOGIN PASSWORD … IN ROLE ${groupOf(duty)}`
    : `Set WORKER_DATABASE_URL to a login that is a member of ${groupOf(duty)} only: CREATE ROLE … LOGIN PASSWORD … IN ROLE ${groupOf(duty)}`

import { createHash, createHmac } from 'node:crypto'
import type pg from 'pg'
import { partsOf, withClient, withLogin } from './address.ts'
import { scramVerifier } from './scram.ts'
import { StartError } from './start-error.ts'

/** The two kinds of work; each has a group role that holds all of its grants and owns nothing. */
export type Duty = 'api' | 'worker'

export const groupOf = (duty: Duty): string => `afterword_${duty}`

/** Any number; one per database and purpose. */
const lockKey = '7306366147310462001'

/**
 * Makes the login roles for `duties`, or brings them up to date, and returns their addresses. Their passwords are
 * derived from the one in `owner`, so that every replica comes to the same; without a password there, they have none.
 * Safe when many replicas do it at once. `prefix` is the database's name if left out.
 */
export async function ensureLogins(
  owner: string,
  duties: readonly Duty[],
  prefix?: string,
): Promise<Partial<Record<Duty, string>>> {
  const { password, database } = partsOf(owner)
  return withClient(owner, async (client) => {
    await client.query('BEGIN')
    await client.query('SELECT pg_advisory_xact_lock($1)', [lockKey])
    const urls: Partial<Record<Duty, string>> = {}
    for (const duty of duties) {
      const login = loginName(prefix ?? database, duty)
      const secret = password && createHmac('sha256', password).update(`afterword ${login}`).digest('hex')
      await ensureLogin(client, duty, login, secret)
      urls[duty] = withLogin(owner, login, secret)
    }
    await client.query('COMMIT')
    return urls
  })
}

async function ensureLogin(client: pg.Client, duty: Duty, login: string, secret: string | null) {
  const group = groupOf(duty)
  const name = client.escapeIdentifier(login)
  const { rows } = await client.query<{ group_there: boolean; login_there: boolean; member: boolean }>(
    `SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS group_there,
      EXISTS (SELECT FROM pg_roles WHERE rolname = $2) AS login_there,
      EXISTS (SELECT FROM pg_auth_members m WHERE m.roleid = to_regrole($1) AND m.member = to_regrole($3)) AS member`,
    [group, login, name],
  )
  const found = rows[0]
  if (!found?.group_there)
    throw new StartError(
      `The role ${group} is missing: the database has not been migrated. Run: npm run migrate`,
    )
  const salt = createHash('sha256').update(`${login} ${secret}`).digest().subarray(0, 16)
  const verifier = secret ? client.escapeLiteral(scramVerifier(secret, salt)) : 'NULL'
  if (!found.login_there)
    await client.query(
      `CREATE ROLE ${name} LOGIN INHERIT NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD ${verifier}`,
    )
  else await client.query(`ALTER ROLE ${name} LOGIN PASSWORD ${verifier}`)
  if (!found.member) await client.query(`GRANT ${group} TO ${name}`)
  await allowConnecting(client, login)
}

/** Only where the operator has taken the right to connect from PUBLIC. */
async function allowConnecting(client: pg.Client, login: string) {
  const { rows } = await client.query<{ database: string; allowed: boolean }>(
    `SELECT current_database() AS database, has_database_privilege($1, current_database(), 'CONNECT') AS allowed`,
    [login],
  )
  const row = rows[0]
  if (row && !row.allowed)
    await client.query(
      `GRANT CONNECT ON DATABASE ${client.escapeIdentifier(row.database)} TO ${client.escapeIdentifier(login)}`,
    )
}

/** A plain identifier of at most 63 bytes; two databases never share one. */
function loginName(prefix: string, duty: Duty): string {
  if (/^[a-z0-9_]{1,48}$/.test(prefix)) return `${prefix}_${duty}_login`
  const clean = prefix
    .toLowerCase()
    .replaceAll(/[^a-z0-9_]/g, '_')
    .slice(0, 40)
  const mark = createHash('sha256').update(prefix).digest('hex').slice(0, 8)
  return `${clean}_${mark}_${duty}_login`
}

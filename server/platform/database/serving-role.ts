import { withClient } from './address.ts'
import { type Duty, groupOf } from './login-roles.ts'
import { StartError } from './start-error.ts'

interface Facts {
  login: string
  superuser: boolean
  bypasses: boolean
  owns: string | null
  member: boolean
  other: boolean
}

/** Owning counts through membership too, as RESET ROLE or SET ROLE would reach it. */
const facts = `
  SELECT r.rolname AS login, r.rolsuper AS superuser, r.rolbypassrls AS bypasses,
    (SELECT min(c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p', 'v', 'm') AND pg_has_role(r.oid, c.relowner, 'MEMBER')) AS owns,
    coalesce(pg_has_role(r.oid, to_regrole($1), 'USAGE'), false) AS member,
    coalesce(pg_has_role(r.oid, to_regrole($2), 'MEMBER'), false) AS other
  FROM pg_roles r WHERE r.rolname = current_user`

/** Why this address must not serve, as the end of a sentence; null when it may. */
export async function whyNotServing(url: string, duty: Duty): Promise<string | null> {
  const own = groupOf(duty)
  const other = groupOf(duty === 'api' ? 'worker' : 'api')
  const found = await withClient(url, (client) => client.query<Facts>(facts, [own, other]))
  const role = found.rows[0]
  if (!role) return 'its role was not found'
  if (role.superuser) return `${role.login} is a superuser`
  if (role.bypasses) return `${role.login} may bypass row-level security`
  if (role.owns) return `${role.login} owns the table ${role.owns}`
  if (!role.member) return `${role.login} is not a member of ${own}; run: GRANT ${own} TO "${role.login}"`
  if (role.other) return `${role.login} is a member of ${other} as well`
  return null
}

/**
 * Throws {@link StartError} when row-level security would not hold for this address: a superuser, one that may bypass
 * it, an owner of the tables, or one with the rights of the other duty.
 */
export async function assertServingRole(url: string, duty: Duty): Promise<void> {
  const problem = await whyNotServing(url, duty)
  const name = duty === 'api' ? 'DATABASE_URL' : 'WORKER_DATABASE_URL'
  if (problem)
    throw new StartError(`${name} can not be used for ${duty === 'api' ? 'requests' : 'jobs'}: ${problem}.`)
}

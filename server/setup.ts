import { parseArgs } from 'node:util'
import type { Logger } from 'pino'
import { v7 as newId } from 'uuid'
import type { Config } from './config.ts'
import { createContext } from './context.ts'
import { hashPassword } from './features/auth/auth.passwords.ts'
import { findAccount, issueToken } from './features/auth/auth.store.ts'
import { openDatabase } from './platform/database/open.ts'
import { StartError } from './platform/database/start-error.ts'
import { withOrganization } from './platform/scope.ts'
import { hashSecret, newSecret } from './platform/secrets.ts'

const usage =
  'npm run setup -- --organization "Harbour Careers" --email you@example.com [--name …] [--time-zone …] [--again]'
const linkMinutes = 24 * 60

/**
 * Makes an organization with its first admin, and prints a link with which they set their password, once. A second time it
 * changes nothing; with --again it prints a new link.
 */
export async function setUp(config: Config, log: Logger, args: string[]): Promise<void> {
  const { organization, email, name, timeZone, again } = read(args)
  const database = await openDatabase(config, ['api'], log)
  const context = await createContext(config, database.urls.api as string, log)
  try {
    const known = await findAccount(context.api, email)
    if (known && !again) {
      console.log(`${email} has a login already. Nothing was changed; --again prints a new link.`)
      return
    }
    if (!known && again) throw new StartError(`Nobody has the address ${email}. Leave out --again to begin.`)
    const organizationId = known?.organization_ids[0] ?? newId()
    const token = newSecret()
    await withOrganization(context, organizationId, async (db) => {
      const accountId =
        known?.account_id ?? (await begin(db, { organizationId, organization, email, name, timeZone }))
      await issueToken(db, 'reset', hashSecret('reset', token), accountId, linkMinutes)
    })
    console.log(
      `\nSet the password of ${email} here, once, within a day:\n${config.publicUrl}/reset#token=${token}\n`,
    )
  } finally {
    await context.close()
    await database.stop()
  }
}

interface First {
  organizationId: string
  organization: string
  email: string
  name: string
  timeZone: string
}

async function begin(
  db: { query(sql: string, values: unknown[]): Promise<{ id: string }[]> },
  { organizationId, organization, email, name, timeZone }: First,
): Promise<string> {
  await db.query('INSERT INTO organization (id, name, time_zone, locale) VALUES ($1, $2, $3, $4)', [
    organizationId,
    organization,
    timeZone,
    'en',
  ])
  // Nobody knows this password: it is set by the link.
  const [account] = await db.query('SELECT create_account($1, $2) AS id', [
    email,
    await hashPassword(newSecret()),
  ])
  const accountId = (account as { id: string }).id
  await db.query('SELECT grant_access($1, $2) AS id', [accountId, organizationId])
  await db.query(
    `INSERT INTO member (organization_id, account_id, name, email, role, time_zone) VALUES ($1, $2, $3, $4, 'admin', $5)`,
    [organizationId, accountId, name, email, timeZone],
  )
  return accountId
}

function read(args: string[]) {
  const { values } = parse(args)
  const { organization = '', again = false } = values
  const email = values.email?.trim().toLowerCase() ?? ''
  const timeZone = values['time-zone'] ?? Intl.DateTimeFormat().resolvedOptions().timeZone
  if (!email.includes('@') || (!organization.trim() && !again)) throw new StartError(`Say whose: ${usage}`)
  if (!isTimeZone(timeZone))
    throw new StartError(`"${timeZone}" is no time zone. Take one such as Europe/Berlin.`)
  const name = values.name?.trim() || (email.split('@')[0] as string)
  return { organization: organization.trim(), email, name, timeZone, again }
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        organization: { type: 'string' },
        email: { type: 'string' },
        name: { type: 'string' },
        'time-zone': { type: 'string' },
        again: { type: 'boolean' },
      },
    })
  } catch (error) {
    throw new StartError(`${(error as Error).message}. ${usage}`)
  }
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

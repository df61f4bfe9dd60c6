import { v7 as newId } from 'uuid'
import { hashPassword } from '../features/auth/auth.passwords.ts'
import { demoPassword } from '../features/auth/auth.routes.ts'
import type { Actor } from '../platform/actor.ts'
import { clientLogin, type MemberName, members } from './people.ts'
import type { Stage } from './stage.ts'

export type Cast = Readonly<Record<MemberName, Actor>>

const timeZone = 'America/New_York'

/** The password hashes, reckoned outside the transaction: nobody knows the one of those who have no demo login. */
export async function hashes(): Promise<{ demo: string; nobody: string }> {
  const [demo, nobody] = await Promise.all([hashPassword(demoPassword), hashPassword(crypto.randomUUID())])
  return { demo, nobody }
}

/** The organization's members, with their logins. */
export async function addMembers(
  stage: Stage,
  organizationId: string,
  hashed: { demo: string; nobody: string },
): Promise<Cast> {
  const cast: Partial<Record<MemberName, Actor>> = {}
  for (const [key, { name, email, role }] of Object.entries(members)) {
    const hash = email.endsWith('@demo.test') ? hashed.demo : hashed.nobody
    const accountId = await addAccount(stage, organizationId, email, hash)
    const id = newId()
    await stage.db.query(
      `INSERT INTO member (organization_id, id, account_id, name, email, role, time_zone, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, app_now() - interval '200 days')`,
      [organizationId, id, accountId, name, email, role, timeZone],
    )
    cast[key as MemberName] = {
      ...{ organizationId, accountId, id, role, name, timeZone },
      ...{ kind: 'member', memberId: id, clientId: null, locale: 'en', sessionId: newId(), ...noKey },
    }
  }
  return cast as Cast
}

const noKey = { keyId: null, scopes: new Set<string>(), restricted: false, mustEnrol: false }

/** Gives a client their login, and returns them as somebody who acts. */
export async function addClientLogin(
  stage: Stage,
  { organizationId }: Actor,
  client: { id: string; name: string },
  hash: string,
): Promise<Actor> {
  const accountId = await addAccount(stage, organizationId, clientLogin, hash)
  await stage.db.query('UPDATE client SET account_id = $2 WHERE id = $1', [client.id, accountId])
  return {
    ...{ organizationId, accountId, id: client.id, role: 'client', name: client.name, timeZone },
    ...{ kind: 'client', memberId: null, clientId: client.id, locale: 'en', sessionId: newId(), ...noKey },
  }
}

async function addAccount(
  { db }: Stage,
  organizationId: string,
  email: string,
  hash: string,
): Promise<string> {
  const [{ id }] = (await db.query('SELECT create_account($1, $2) AS id', [email, hash])) as [{ id: string }]
  await db.query('SELECT grant_access($1, $2)', [id, organizationId])
  return id
}

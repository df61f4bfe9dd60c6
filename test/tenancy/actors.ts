import { setTimeout as sleep } from 'node:timers/promises'
import { v7 as newId } from 'uuid'
import { type KeyScope, keyScopes } from '../../server/domain/permissions.ts'
import { newKeyText } from '../../server/features/api-keys/api-keys.text.ts'
import { hashSecret } from '../../server/platform/secrets.ts'
import type { Person } from '../builders/people.ts'
import type { Api } from '../setup/api.ts'
import {
  accountOf,
  mailMark,
  markOf,
  type Side,
  type Subject,
  sessionOf,
  sides,
  subjects,
  type Tenant,
  type World,
} from './world.ts'

/** How an actor stands to a client, by the table "Who may what". */
export type Standing = 'admin' | 'primary' | 'coaching' | 'viewing' | 'self' | 'key'

export interface Actor {
  name: string
  side: Side
  kind: 'nobody' | 'admin' | 'coach' | 'client' | 'key'
  token: string
  /** A person's or key's own id. */
  id: string
  /** The scopes of a key. */
  scopes: ReadonlySet<string>
  /** To the clients of the actor's own organization; left out: none. */
  standing: Partial<Record<Subject, Standing>>
  /** A key for named clients only. */
  restricted: boolean
  /** Marks that may stand in an answer. */
  marks: readonly string[]
}

export interface Cast {
  actors: Actor[]
  /** The key with all scopes but this one. */
  keyWithout: ReadonlyMap<string, Actor>
}

/** All marks that are planted anywhere. */
export const everyMark = sides.flatMap((side) => [
  markOf(side),
  ...subjects.map((subject) => markOf(side, subject)),
  ...['admin', 'primary', 'coaching', 'viewing', 'covering', 'ended', 'without', 'assistant'].map((who) =>
    mailMark(side, who),
  ),
])

type Shape = Partial<Pick<Actor, 'standing' | 'scopes' | 'restricted'>>

const of = (
  tenant: Tenant,
  name: string,
  kind: Actor['kind'],
  token: string,
  id: string,
  { standing = {}, scopes = new Set(), restricted = false }: Shape = {},
): Actor => {
  const { side } = tenant
  const seen = subjects.filter((subject) => standing[subject]).map((subject) => markOf(side, subject))
  const mails =
    kind === 'admin'
      ? everyMark.filter((mark) => mark.startsWith(mailMark(side, '')))
      : Object.entries(tenant.staff).flatMap(([who, person]) =>
          person.id === id ? [mailMark(side, who)] : [],
        )
  const marks = kind === 'nobody' ? [] : [markOf(side), ...seen, ...mails]
  return { name, side, kind, token, id, scopes, standing, restricted, marks }
}

/** Everybody who may stand before the door, with tokens as the login would give them. */
export async function buildCast(api: Api, world: World): Promise<Cast> {
  const { ours, theirs } = world
  const login = async (tenant: Tenant, person: Person, kind: 'member' | 'client', more = {}) =>
    signed(
      api,
      tenant,
      await sessionOf(api, tenant.organizationId, person, kind, more),
      await accountOf(api, person, kind),
    )
  const member = async (
    tenant: Tenant,
    who: keyof Tenant['staff'],
    standing: Actor['standing'],
    name: string = who,
  ) =>
    of(
      tenant,
      name,
      who === 'admin' ? 'admin' : 'coach',
      await login(tenant, tenant.staff[who], 'member'),
      tenant.staff[who].id,
      { standing },
    )
  const client = async (tenant: Tenant, subject: Subject, name: string) =>
    of(
      tenant,
      name,
      'client',
      await login(tenant, tenant.clients[subject], 'client'),
      tenant.clients[subject].id,
      {
        standing: { [subject]: 'self' },
      },
    )
  const all = { ana: 'admin', bo: 'admin' } as const
  const keyed = { ana: 'key', bo: 'key' } as const
  const key = (tenant: Tenant, name: string, scopes: readonly KeyScope[], more: KeyShape = {}) =>
    buildKey(api, tenant, name, scopes, more)
  const nobody = async (name: string, token: string) => of(ours, name, 'nobody', token, newId())

  const past = '2020-01-01'
  const gone = await buildKey(api, ours, 'revoked key', keyScopes, { revoked_at: past })
  const late = await buildKey(api, ours, 'expired key', keyScopes, { expires_at: past })
  const expired = api.app.jwt.sign(
    {
      sub: newId(),
      org: ours.organizationId,
      sid: await sessionOf(api, ours.organizationId, ours.staff.admin, 'member'),
    },
    { expiresIn: 1 },
  )
  await sleep(1_100)
  const actors = [
    await nobody('no token', ''),
    await nobody('expired token', expired),
    await nobody('ended login', await login(ours, ours.staff.admin, 'member', { ended_at: past })),
    await nobody('login past its end', await login(ours, ours.staff.admin, 'member', { expires_at: past })),
    await nobody(
      'token for the other organization',
      foreignToken(api, world, await sessionOf(api, ours.organizationId, ours.staff.admin, 'member')),
    ),
    { ...gone, kind: 'nobody' as const, marks: [], standing: {} },
    { ...late, kind: 'nobody' as const, marks: [], standing: {} },
    await nobody('key that nobody has', newKeyText('test')),
    await member(ours, 'admin', all),
    await member(ours, 'primary', { ana: 'primary' }),
    await member(ours, 'coaching', { ana: 'coaching' }),
    await member(ours, 'viewing', { ana: 'viewing' }),
    await member(ours, 'covering', { ana: 'coaching' }),
    await member(ours, 'ended', {}),
    await member(ours, 'without', { bo: 'primary' }),
    await client(ours, 'ana', 'the client'),
    await client(ours, 'bo', 'another client'),
    await key(ours, 'key with every scope', keyScopes, { standing: keyed }),
    await key(ours, 'key for the client', keyScopes, { standing: { ana: 'key' }, for: 'ana' }),
    await key(ours, 'key for another client', keyScopes, { standing: { bo: 'key' }, for: 'bo' }),
    await member(theirs, 'admin', all, 'another organization’s admin'),
    await member(theirs, 'primary', { ana: 'primary' }, 'another organization’s coach'),
    await client(theirs, 'ana', 'another organization’s client'),
    await key(theirs, 'another organization’s key', keyScopes, { standing: keyed }),
  ]
  const keyWithout = new Map<string, Actor>()
  for (const scope of keyScopes)
    keyWithout.set(
      scope,
      await key(
        ours,
        `key without ${scope}`,
        keyScopes.filter((one) => one !== scope),
        { standing: keyed },
      ),
    )
  return { actors, keyWithout }
}

const signed = (api: Api, { organizationId }: Tenant, sid: string, sub: string): string =>
  api.app.jwt.sign({ sub, org: organizationId, sid })

/** A session of ours under the other organization's name: signed as if by a mistake of our own. */
const foreignToken = (api: Api, { theirs }: World, sid: string) => signed(api, theirs, sid, newId())

interface KeyShape extends Shape {
  for?: Subject
  revoked_at?: string
  expires_at?: string
}

async function buildKey(
  api: Api,
  tenant: Tenant,
  name: string,
  scopes: readonly string[],
  { for: subject, standing = {}, revoked_at = undefined, expires_at = undefined }: KeyShape,
): Promise<Actor> {
  const id = newId()
  const text = newKeyText('test')
  const { organizationId, staff } = tenant
  await api.owner.query(
    `INSERT INTO api_key (organization_id, id, name, hint, scopes, restricted, created_by, revoked_at, expires_at)
     VALUES ($1, $2, $3, 'aw_test_…', $4, $5, $6, $7, $8)`,
    [
      organizationId,
      id,
      `${name} ${markOf(tenant.side)}`,
      scopes,
      Boolean(subject),
      staff.admin.id,
      revoked_at,
      expires_at,
    ],
  )
  if (subject)
    await api.owner.query('INSERT INTO api_key_client VALUES ($1, $2, $3)', [
      organizationId,
      id,
      tenant.clients[subject].id,
    ])
  await api.owner.query(
    `INSERT INTO credential_lookup (hash, kind, organization_id, subject_id) VALUES ($1, 'api_key', $2, $3)`,
    [hashSecret('api_key', text), organizationId, id],
  )
  return of(tenant, name, 'key', text, id, {
    standing,
    scopes: new Set(scopes),
    restricted: Boolean(subject),
  })
}

import { v7 as newId } from 'uuid'
import { buildMember, buildOrganization, insert, type Person } from '../builders/people.ts'
import type { Api } from '../setup/api.ts'
import { type Told, tellOrganization } from './world.told.ts'

/*
 * Two organizations about which everything that can be said is said, each text with the mark of whose it is: `zqoursana`
 * of the client Ana, `zqoursbo` of the client Bo, `zqours` for what all of the organization may read, `zqtheirs…` alike.
 */

export const sides = ['ours', 'theirs'] as const
export type Side = (typeof sides)[number]
export const subjects = ['ana', 'bo'] as const
export type Subject = (typeof subjects)[number]

/** What an id can be the id of. `coach` is a further coach of the client, `member` the primary one. */
export type Noun =
  | 'client'
  | 'opportunity'
  | 'interview'
  | 'employer'
  | 'contact'
  | 'task'
  | 'doneTask'
  | 'request'
  | 'invitation'
  | 'member'
  | 'coach'
  | 'coverage'
  | 'key'
  | 'session'
  | 'feed'
  | 'webhook'
  | 'delivery'

export type Ids = Record<Noun, string>

export interface Staff {
  admin: Person
  primary: Person
  coaching: Person
  viewing: Person
  covering: Person
  ended: Person
  /** The primary coach of Bo, and nobody of Ana's. */
  without: Person
  assistant: Person
}

export interface Tenant {
  side: Side
  organizationId: string
  staff: Staff
  clients: Record<Subject, Person>
  ids: Record<Subject, Ids>
}

export type World = Record<Side, Tenant>

export const markOf = (side: Side, subject?: Subject) => `zq${side}${subject ?? 'all'}`
/** The mail address of a member is for admins and themselves. */
export const mailMark = (side: Side, who: string) => `zqmail${side}${who}`

const level = (organizationId: string, clientId: string, member: Person, name: string, endsOn?: string) => ({
  organization_id: organizationId,
  client_id: clientId,
  member_id: member.id,
  level: name,
  ends_on: endsOn ?? null,
})

async function buildStaff(api: Api, side: Side, organizationId: string): Promise<Staff> {
  const names = [
    'admin',
    'primary',
    'coaching',
    'viewing',
    'covering',
    'ended',
    'without',
    'assistant',
  ] as const
  const staff = {} as Staff
  for (const name of names) {
    const email = `${mailMark(side, name)}@people.test`
    const role = name === 'admin' ? 'admin' : 'coach'
    staff[name] = await buildMember(api.owner, organizationId, { name: `${name} ${markOf(side)}`, role })
    await api.owner.query('UPDATE member SET email = $2 WHERE id = $1', [staff[name].id, email])
  }
  return staff
}

async function buildTenant(api: Api, side: Side): Promise<Tenant> {
  const organizationId = await buildOrganization(api.owner, { name: `Practice ${markOf(side)}` })
  const staff = await buildStaff(api, side, organizationId)
  const told: Record<Subject, Told> = {
    ana: await tellOrganization(api, organizationId, staff.primary, markOf(side, 'ana'), markOf(side)),
    bo: await tellOrganization(api, organizationId, staff.without, markOf(side, 'bo'), markOf(side)),
  }
  const [ana, bo] = [told.ana.client, told.bo.client]
  for (const row of [
    level(organizationId, ana.id, staff.coaching, 'coaching'),
    level(organizationId, ana.id, staff.viewing, 'viewing'),
    level(organizationId, ana.id, staff.ended, 'coaching', '2020-01-01'),
    level(organizationId, bo.id, staff.assistant, 'coaching'),
  ])
    await insert(api.owner, 'client_coach', row)
  const coverage = async (memberId: string, delegateId: string, startsOn: string, endsOn: string) => {
    const { rows } = await api.owner.query(
      `INSERT INTO coverage (organization_id, member_id, delegate_id, starts_on, ends_on) VALUES ($1, $2, $3, $4, $5) RETURNING id`,
      [organizationId, memberId, delegateId, startsOn, endsOn],
    )
    return rows[0].id as string
  }
  const { id: primary } = staff.primary
  const coverages = {
    ana: await coverage(primary, staff.covering.id, '2020-01-01', '2099-01-01'),
    bo: await coverage(staff.without.id, staff.assistant.id, '2098-01-01', '2099-01-01'),
  }
  const key = async (name: string) => {
    const { rows } = await api.owner.query(
      `INSERT INTO api_key (organization_id, name, hint, scopes, created_by) VALUES ($1, $2, 'aw_test_…', '{clients:read}', $3) RETURNING id`,
      [organizationId, `${name} ${markOf(side)}`, staff.admin.id],
    )
    return rows[0].id as string
  }
  return {
    side,
    organizationId,
    staff,
    clients: { ana, bo },
    ids: {
      ana: {
        ...told.ana.ids,
        member: primary,
        coach: staff.coaching.id,
        coverage: coverages.ana,
        key: await key('Calendar'),
        session: await sessionOf(api, organizationId, staff.primary, 'member'),
        feed: await feedOf(api, organizationId, staff.primary),
        ...(await webhookOf(api, organizationId, markOf(side))),
      },
      bo: {
        ...told.bo.ids,
        member: staff.without.id,
        coach: staff.assistant.id,
        coverage: coverages.bo,
        key: await key('Website'),
        session: await sessionOf(api, organizationId, staff.without, 'member'),
        feed: await feedOf(api, organizationId, staff.without),
        ...(await webhookOf(api, organizationId, markOf(side))),
      },
    },
  }
}

/** An endpoint, and something that is on its way to it. */
async function webhookOf(api: Api, organizationId: string, mark: string) {
  const [webhook, delivery] = [newId(), newId()]
  await insert(api.owner, 'webhook', {
    ...{
      id: webhook,
      organization_id: organizationId,
      event_types: ['client.exported'],
      sealed_secret: 'none',
    },
    ...{ url: `https://hooks.example/${mark}`, description: `Site ${mark}` },
  })
  await insert(api.owner, 'webhook_delivery', {
    ...{ organization_id: organizationId, webhook_id: webhook, id: delivery, type: 'client.exported' },
    ...{ payload: `{"mark":"${mark}"}`, occurred_at: '2030-03-04T15:00:00Z', status: 'failed' },
  })
  return { webhook, delivery }
}

/** Opens a login without a password; gives the session's id. */
export async function sessionOf(
  api: Api,
  organizationId: string,
  person: Person,
  kind: 'member' | 'client',
  overrides: Record<string, unknown> = {},
): Promise<string> {
  const row = {
    organization_id: organizationId,
    account_id: await accountOf(api, person, kind),
    [`${kind}_id`]: person.id,
    expires_at: '2099-01-01',
    ...overrides,
  }
  const { rows } = await api.owner.query(
    `INSERT INTO session (${Object.keys(row).join(', ')}) VALUES (${Object.keys(row)
      .map((_, i) => `$${i + 1}`)
      .join(', ')}) RETURNING id`,
    Object.values(row),
  )
  return rows[0].id
}

/** A calendar address of a coach. */
async function feedOf(api: Api, organizationId: string, coach: Person): Promise<string> {
  const { rows } = await api.owner.query(
    `INSERT INTO calendar_feed (organization_id, member_id, hint) VALUES ($1, $2, '…abcd') RETURNING id`,
    [organizationId, coach.id],
  )
  return rows[0].id
}

export const accountOf = async (api: Api, person: Person, kind: 'member' | 'client'): Promise<string> =>
  (await api.owner.query(`SELECT account_id FROM ${kind} WHERE id = $1`, [person.id])).rows[0].account_id

export async function buildWorld(api: Api): Promise<World> {
  await api.owner.query(`SELECT know_jobs('{tasks.sweep}', '{5}')`)
  return { ours: await buildTenant(api, 'ours'), theirs: await buildTenant(api, 'theirs') }
}

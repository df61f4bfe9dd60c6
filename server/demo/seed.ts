import { v7 as newId } from 'uuid'
import type { Context } from '../context.ts'
import type { ClientStatus } from '../domain/vocabulary.ts'
import { createClient } from '../features/clients/clients.service.ts'
import { changeClient } from '../features/plans/plans.changes.ts'
import type { Actor } from '../platform/actor.ts'
import { withOrganization } from '../platform/scope.ts'
import { addClientLogin, addMembers, type Cast, hashes } from './cast.ts'
import { momentOn } from './days.ts'
import { type DemoEmployer, employers, mailName } from './employers.ts'
import { createErrands } from './errands.ts'
import { type CoachName, clientLogin, clients, clientWithLogin, type DemoClient } from './people.ts'
import { type Place, places } from './places.ts'
import { createDice, type Dice } from './random.ts'
import { addSearchTasks, type Charge } from './search.ts'
import { type Settled, settle } from './settle.ts'
import { dateActivities, openStage, type Stage } from './stage.ts'
import { type StoryName, stories } from './stories.ts'
import { tell } from './tell.ts'
import { closeWebhook, openWebhook } from './webhook.ts'

const mornings = {
  maya: { overdue: 7, due: 9, tomorrow: 5, week: 27 },
  daniel: { overdue: 2, due: 5, tomorrow: 3, week: 14 },
  ruth: { overdue: 3, due: 4, tomorrow: 3, week: 14 },
} as const satisfies Record<CoachName, object>

/**
 * Fills an empty database with a coaching practice as it looks this morning: its past is played through the services,
 * each act at its own moment, relative to now. One transaction: cut off, it leaves nothing, and the next start tries anew.
 * `owner` is the address of the tables' owner, who alone may date the activity log.
 */
export async function seedDemo(context: Context, owner: string): Promise<void> {
  const hashed = await hashes()
  const organizationId = newId()
  const acts = await withOrganization(context, organizationId, async (db) => {
    const stage = await openStage(db, organizationId)
    await db.query(
      `INSERT INTO organization (id, name, time_zone, locale, created_at)
       VALUES ($1, 'Northbridge Careers', 'America/New_York', 'en', app_now() - interval '200 days')`,
      [organizationId],
    )
    const cast = await addMembers(stage, organizationId, hashed)
    const dice = createDice(20_260_302)
    for (const coach of Object.keys(clients) as CoachName[])
      await addCaseload(stage, dice, cast, coach, hashed.demo)
    const webhook = await openWebhook(stage, cast.admin)
    await stage.finish()
    await closeWebhook(stage, cast.admin, webhook)
    return stage.acts
  })
  await dateActivities(owner, organizationId, acts)
}

async function addCaseload(
  stage: Stage,
  dice: Dice,
  cast: Cast,
  name: CoachName,
  hash: string,
): Promise<void> {
  const coach = cast[name]
  const people = new Map<string, Settled>()
  const charges: Charge[] = []
  const leaving: { id: string; status: ClientStatus; at: Date }[] = []
  for (const client of clients[name]) {
    const { id, actor, begun } = await addClient(stage, dice, cast, coach, client, hash)
    const place = places[client.place]
    const at = momentOn(stage.now, -4, '17:00', place)
    people.set(id, { id, timeZone: place.timeZone, by: actor, ...(client.status && { until: at }) })
    if (client.status) leaving.push({ id, status: client.status, at })
    else if (!client.quiet) charges.push({ id, name: client.name, timeZone: place.timeZone, begun })
  }
  const errands = createErrands(stage, dice, coach, charges)
  await errands.past()
  const searched = await addSearchTasks(stage, coach, charges, { day: -7, most: 3 })
  await settle(stage, dice, coach, people, mornings[name])
  const others = charges.filter((charge) => !searched.includes(charge))
  await addSearchTasks(stage, coach, others, { day: 0, most: 2 })
  for (const { id, status, at } of leaving)
    await changeClient.run(await stage.at(coach, at), { id, patch: { status }, check: () => {} })
  await errands.fill(mornings[name])
}

async function addClient(
  stage: Stage,
  dice: Dice,
  cast: Cast,
  coach: Actor,
  client: DemoClient,
  hash: string,
): Promise<{ id: string; actor: Actor; begun: Date[] }> {
  const place: Place = places[client.place]
  const hasLogin = client.name === clientWithLogin
  const { id } = await createClient.run(
    await stage.at(coach, momentOn(stage.now, -dice.between(35, 90), '11:00', place)),
    {
      name: client.name,
      email: hasLogin ? clientLogin : `${mailName(client.name)}@example.com`,
      phone: place.phone && `${place.phone}${dice.between(10, 99)}`,
      timeZone: place.timeZone,
      locale: place.locale,
      target: `${client.field[0]?.toUpperCase()}${client.field.slice(1)}, ${place.timeZone.split('/')[1]?.replace('_', ' ')}`,
    },
  )
  const actor = hasLogin ? await addClientLogin(stage, coach, { id, name: client.name }, hash) : coach
  if (client.shared) await share(stage, cast, id, client.shared)
  const told = withNews(client)
  const left = employersFor(client, told.length)
  const begun: Date[] = []
  for (const name of told) {
    const employer = left.splice(dice.between(0, left.length - 1), 1)[0] as DemoEmployer
    const telling = {
      stage,
      dice,
      clientId: id,
      field: client.field,
      employer,
      person: { id, timeZone: place.timeZone, by: actor },
    }
    begun.push(await tell(telling, stories[name]))
  }
  return { id, actor, begun }
}

/** Something new in the past days for everybody who is not quiet. */
function withNews({ stories: told, quiet, status }: DemoClient): StoryName[] {
  const recent = told.some((name) => stories[name].begins >= -6)
  return quiet || status || recent ? [...told] : [...told, 'interested']
}

/** Those of the client's trade nearby; those of the whole country, or of anywhere, where there are too few. */
function employersFor({ place, field }: DemoClient, needed: number): DemoEmployer[] {
  const near = employers.filter((employer) => employer.place === place && employer.fields.includes(field))
  const { country } = places[place]
  const further = employers.filter(
    (employer) => places[employer.place].country === country && employer.fields.includes(field),
  )
  const all = employers.filter((employer) => employer.fields.includes(field))
  return [near, further, all].find(({ length }) => length >= needed) ?? all
}

const share = (
  stage: Stage,
  cast: Cast,
  clientId: string,
  [coach, level]: NonNullable<DemoClient['shared']>,
) =>
  stage.db.query(
    'INSERT INTO client_coach (organization_id, client_id, member_id, level) VALUES ($1, $2, $3, $4)',
    [cast.admin.organizationId, clientId, cast[coach].id, level],
  )

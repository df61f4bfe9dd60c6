import type { DecisionInput } from '../features/interviews/interviews.schema.ts'
import { changeInterview, createInterview, stateTimeline } from '../features/interviews/interviews.service.ts'
import { createOpportunity } from '../features/opportunities/opportunities.service.ts'
import { changeContact, changeOpportunity } from '../features/plans/plans.changes.ts'
import { dateOn, earlier, later, latest, momentOn } from './days.ts'
import { type DemoEmployer, domainOf } from './employers.ts'
import { type FieldName, fields } from './fields.ts'
import { nameFrom, reach, seat } from './panel.ts'
import { type Place, places } from './places.ts'
import type { Dice } from './random.ts'
import { catchUp, type Settled } from './settle.ts'
import type { Stage } from './stage.ts'
import type { Round, Said, Story } from './story.ts'

export interface Telling {
  stage: Stage
  dice: Dice
  person: Settled
  clientId: string
  field: FieldName
  employer: DemoEmployer
}

/** No version to compare with: nobody else is there. */
const check = () => {}

/** Plays one opportunity through the services, each step at its own moment; gives back when it began. */
export async function tell(telling: Telling, story: Story): Promise<Date> {
  const { stage, dice, clientId, employer, field, person } = telling
  const actor = person.by
  const place: Place = places[employer.place]
  const { name } = employer
  const begun = momentOn(stage.now, story.begins, `${dice.between(10, 16)}:20`, place)
  const opportunity = await createOpportunity.run(await stage.at(actor, begun), {
    clientId,
    title: dice.one<string>(fields[field].titles),
    stage: story.stage,
    employer: { name, country: place.country, region: place.region, website: `https://${domainOf(name)}` },
  })
  for (const [index, round] of (story.rounds ?? []).entries())
    await play(telling, opportunity.id, round, index + 1)
  for (const { day, stage: next } of story.ends ?? []) {
    const moment = momentOn(stage.now, day, '16:10', place)
    await catchUp(stage, dice, opportunity.id, person, moment)
    const change = { id: opportunity.id, patch: { stage: next }, check }
    await changeOpportunity.run(await stage.at(actor, moment), change)
  }
  return begun
}

async function play(telling: Telling, opportunityId: string, round: Round, number: number): Promise<void> {
  const { stage, dice, employer, field, person } = telling
  const actor = person.by
  const { now } = stage
  const place: Place = places[employer.place]
  const startsAt = momentOn(now, round.day, round.at, place, round.exact)
  const end = later(startsAt, round.minutes / 60)
  // What is over was entered soon after; what lies ahead two days ago.
  const entered = round.day < 0 ? later(end, dice.between(1, 4) / 4) : momentOn(now, -2, '13:40', place)
  const [first, ...afterwards] = round.said ?? []
  if (number > 1) await catchUp(stage, dice, opportunityId, person, earlier(entered, now))
  const interview = await createInterview.run(await stage.at(actor, earlier(entered, now)), {
    opportunityId,
    startsAt: startsAt.toISOString(),
    durationMinutes: round.minutes,
    timeZone: place.timeZone,
    format: round.format,
    round: number,
    participants: seat(dice, stage.taken, employer, round.people),
    topics: dice.some<string>(fields[field].topics, round.day < 0 ? dice.between(2, 3) : 1),
    promises: round.promise ? [dice.one<string>(fields[field].promises)] : [],
    decision: first ? decisionOf(first, now, end, place) : null,
  })
  const speaker = interview.participants[0]?.contactId
  for (const said of afterwards) {
    const moment = momentOn(now, said.on ?? 0, '11:15', place)
    const decision = { ...decisionOf(said, now, moment, place), statedBy: speaker ?? null }
    if (moment >= now) continue
    await catchUp(stage, dice, opportunityId, person, moment)
    await stateTimeline.run(await stage.at(actor, moment), {
      id: interview.id,
      patch: decision,
      check: () => {},
    })
  }
  if (round.found !== undefined)
    await findPeople(telling, interview.participants, round.found, later(entered, 20))
  if (round.status)
    await changeInterview.run(await stage.at(actor, round.day < 0 ? later(end, 4) : later(entered, 20)), {
      id: interview.id,
      patch: { status: round.status },
      check,
    })
}

function decisionOf({ kind, within, by, words }: Said, now: Date, moment: Date, place: Place): DecisionInput {
  return {
    kind,
    words,
    statedAt: moment.toISOString(),
    ...(within !== undefined && { days: within }),
    ...(by !== undefined && { date: dateOn(now, by, place).toString() }),
  }
}

/** The names and addresses that were missing, as somebody found them out: this unblocks the thank-yous. */
async function findPeople(
  { stage, dice, employer, person: { by: actor } }: Telling,
  people: readonly { contactId: string; name: string | null; role: string; email: string | null }[],
  day: number,
  soonest: Date,
): Promise<void> {
  const moment = latest(momentOn(stage.now, day, '09:50', places[employer.place]), soonest)
  for (const { contactId, name, role, email } of people) {
    if (role === 'receptionist' || (name && email)) continue
    const found = name ?? nameFrom(dice, stage.taken, employer)
    const patch = { name: found, ...reach(dice, employer, found) }
    await changeContact.run(await stage.at(actor, moment), { id: contactId, patch, check })
  }
}

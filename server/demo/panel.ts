import type { ParticipantInput } from '../features/interviews/interviews.schema.ts'
import { type DemoEmployer, domainOf, mailName } from './employers.ts'
import { places } from './places.ts'
import type { Dice } from './random.ts'
import type { Seat } from './story.ts'

/** The addresses that are somebody's already: an employer has none of them twice. */
export type Taken = Set<string>

const roles = {
  manager: 'hiring_manager',
  interviewer: 'interviewer',
  recruiter: 'recruiter',
  receptionist: 'receptionist',
  nameless: 'interviewer',
  noAddress: 'interviewer',
  noCalls: 'hiring_manager',
} as const satisfies Record<Seat, string>

/** The people of an interview, as they are entered; no two of one name. */
export function seat(
  dice: Dice,
  taken: Taken,
  employer: DemoEmployer,
  seats: readonly Seat[],
): ParticipantInput[] {
  const place = places[employer.place]
  const firsts = dice.some<string>(place.first, seats.length)
  return seats.map((kind, index) => {
    const role = roles[kind]
    if (kind === 'nameless') return { name: null, role }
    const name = named(taken, employer, firsts[index] as string, dice.one<string>(place.last))
    if (kind === 'noAddress' || kind === 'receptionist') return { name, role }
    return {
      name,
      role,
      ...reach(dice, employer, name),
      ...(kind === 'noCalls' && { allowedChannels: ['email'] }),
    }
  })
}

/** A mail address below .example, and a number of a range for fiction where the country has one. */
export function reach(dice: Dice, employer: DemoEmployer, name: string) {
  const { phone } = places[employer.place]
  return {
    email: addressOf(employer, name),
    phone: phone && `${phone}${dice.between(10, 99)}`,
  }
}

const addressOf = (employer: DemoEmployer, name: string): string =>
  `${mailName(name)}@${domainOf(employer.name)}`

/** A name for somebody who had none. */
export const nameFrom = (dice: Dice, taken: Taken, employer: DemoEmployer): string => {
  const { first, last } = places[employer.place]
  return named(taken, employer, dice.one<string>(first), dice.one<string>(last))
}

/** That name, or the next of the place that nobody of the employer has. */
function named(taken: Taken, employer: DemoEmployer, first: string, last: string): string {
  const place = places[employer.place]
  const lasts = startingWith(place.last, last)
  const names = startingWith(place.first, first).flatMap((one) => lasts.map((other) => `${one} ${other}`))
  const name = names.find((each) => !taken.has(addressOf(employer, each)))
  if (!name) throw new Error(`Everybody at ${employer.name} has a name already.`)
  taken.add(addressOf(employer, name))
  return name
}

const startingWith = (all: readonly string[], first: string): string[] => {
  const index = all.indexOf(first)
  return [...all.slice(index), ...all.slice(0, index)]
}

import type { ParticipantInput } from '../features/interviews/interviews.schema.ts'
import { type DemoEmployer, domainOf, mailName } from './employers.ts'
import { places } from './places.ts'
import type { Dice } from './random.ts'
import type { Seat } from './story.ts'

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
export function seat(dice: Dice, employer: DemoEmployer, seats: readonly Seat[]): ParticipantInput[] {
  const place = places[employer.place]
  const firsts = dice.some<string>(place.first, seats.length)
  return seats.map((kind, index) => {
    const role = roles[kind]
    if (kind === 'nameless') return { name: null, role }
    const name = `${firsts[index]} ${dice.one<string>(place.last)}`
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
    email: `${mailName(name)}@${domainOf(employer.name)}`,
    phone: phone && `${phone}${dice.between(10, 99)}`,
  }
}

/** A name for somebody who had none. */
export const nameFrom = (dice: Dice, { place }: DemoEmployer): string =>
  `${dice.one<string>(places[place].first)} ${dice.one<string>(places[place].last)}`

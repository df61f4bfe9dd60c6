import fc from 'fast-check'
import { plainCalendar } from '../../../server/domain/cadence/calendar.ts'
import {
  afterDecisionPolicy,
  beforeDecisionPolicy,
  type CadencePolicy,
} from '../../../server/domain/cadence/policy.ts'
import type { PlanInput, PlanParticipant, Statement } from '../../../server/domain/cadence/types.ts'
import { contactRoles, interviewFormats, taskChannels } from '../../../server/domain/vocabulary.ts'

/** Random interviews, zones, calendars and policies for the properties. */

/** How often a property is tried; RUNS=20000 for the long run. */
export const runs = { numRuns: Number(process.env.RUNS ?? 1000) }

const zones = [
  'America/New_York',
  'Europe/Berlin',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Asia/Riyadh',
  'Africa/Cairo',
  'UTC',
]

/** Days around which clocks change somewhere, both ways, besides any day at all. */
const changes = [
  '2026-03-08',
  '2026-11-01',
  '2026-03-29',
  '2026-10-25',
  '2021-09-26',
  '2021-04-04',
  '2024-04-26',
]

const dayMs = 86_400_000

const start = fc.oneof(
  fc
    .tuple(fc.constantFrom(...changes), fc.integer({ min: -14, max: 3 }))
    .map(([date, days]) => Date.parse(date) + days * dayMs),
  fc.integer({ min: Date.parse('2012-01-10'), max: Date.parse('2036-01-01') }),
)

export const startsAt = fc
  .tuple(start, fc.integer({ min: 0, max: 24 * 60 - 1 }))
  .map(([day, minute]) => new Date(Math.floor(day / 60_000) * 60_000 + minute * 60_000).toISOString())

const calendarFrom = (first: number) =>
  fc
    .record({
      weekend: fc.constantFrom([6, 7], [5, 6], [7], [5], [4, 5]),
      closed: fc.uniqueArray(fc.integer({ min: -3, max: 45 }), { maxLength: 12 }),
      run: fc.constantFrom(0, 0, 3, 9),
    })
    .map(({ weekend, closed, run }) => {
      const days = [...closed, ...Array.from({ length: run }, (_, index) => 5 + index)]
      const holidays = days.map((day) => [
        new Date(first + day * dayMs).toISOString().slice(0, 10),
        `Holiday ${day}`,
      ])
      return plainCalendar(weekend, Object.fromEntries(holidays))
    })

const custom: fc.Arbitrary<CadencePolicy> = fc
  .record({
    soonWithinDays: fc.integer({ min: 1, max: 14 }),
    soonAfterDays: fc.integer({ min: 1, max: 7 }),
    laterAfterDays: fc.integer({ min: 1, max: 14 }),
    preDecision: fc.boolean(),
    preDecisionBusinessDays: fc.integer({ min: 1, max: 4 }),
    minimumGapDays: fc.integer({ min: 0, max: 4 }),
    count: fc.integer({ min: 0, max: 3 }),
    callHour: fc.integer({ min: 8, max: 17 }),
  })
  .map(({ count, callHour, ...beforeDecision }) => ({
    ...beforeDecisionPolicy,
    preset: 'custom',
    beforeDecision: { enabled: true, ...beforeDecision },
    afterDecision: { count, everyBusinessDays: 5 },
    callHour,
  }))

const policy = fc.oneof(
  { weight: 3, arbitrary: fc.constant(beforeDecisionPolicy) },
  { weight: 1, arbitrary: fc.constant(afterDecisionPolicy) },
  { weight: 2, arbitrary: custom },
)

const participants: fc.Arbitrary<PlanParticipant[]> = fc.uniqueArray(
  fc.record({
    key: fc.constantFrom('a', 'b', 'c', 'd:1', 'e/ü'),
    name: fc.constantFrom('Ana Ruiz', 'Ben Okafor', null),
    role: fc.constantFrom(...contactRoles),
    email: fc.constantFrom('a@example.com', null),
    phone: fc.constantFrom('+1 555 0100', null),
    allowedChannels: fc.option(fc.subarray([...taskChannels]), { nil: null }),
    reachableAt: fc.constant(null),
    thankYouChannel: fc.option(fc.constantFrom('card', 'email', 'phone'), { nil: null }),
  }),
  { selector: ({ key }) => key, maxLength: 4 },
)

const statement = (key: string, date: (days: number) => string): fc.Arbitrary<Statement | null> => {
  const base = { key, date: null, days: null, statedAt: null, statedBy: null }
  const days = fc.integer({ min: 2, max: 40 })
  return fc.oneof(
    fc.constant(null),
    fc.constant({ ...base, kind: 'unknown' as const }),
    fc.constant({ ...base, kind: 'endOfWeek' as const }),
    days.map((n) => ({ ...base, kind: 'within' as const, days: n })),
    days.map((n) => ({ ...base, kind: 'byDate' as const, date: date(n) })),
    fc.constantFrom('a', 'b').map((by) => ({ ...base, kind: 'within' as const, days: 20, statedBy: by })),
    fc.constant({ ...base, kind: 'doNotContact' as const }),
    days.map((n) => ({ ...base, kind: 'doNotContact' as const, date: date(n) })),
  )
}

/** A plan's input; `key` is its statement's. */
export function planInputs(key = 's'): fc.Arbitrary<PlanInput> {
  return startsAt.chain((starts) => inputAt(starts, key))
}

/** Two inputs for the same interview, with statements of their own. */
export const twoInputs: fc.Arbitrary<[PlanInput, PlanInput]> = startsAt.chain((starts) =>
  fc.tuple(inputAt(starts, 's1'), inputAt(starts, 's2')),
)

function inputAt(starts: string, key: string): fc.Arbitrary<PlanInput> {
  const first = Date.parse(starts)
  return fc.record({
    interview: fc.record({
      startsAt: fc.constant(starts),
      durationMinutes: fc.integer({ min: 15, max: 180 }),
      timeZone: fc.constantFrom(...zones),
      format: fc.constantFrom(...interviewFormats),
      outcome: fc.constant(null),
    }),
    participants,
    promises: fc.constantFrom([], [{ key: '0', text: 'portfolio' }]),
    statement: statement(key, (days) => new Date(first + days * dayMs).toISOString().slice(0, 10)),
    employer: fc.constant({ country: 'US', region: null }),
    policy,
    calendar: calendarFrom(first),
  })
}

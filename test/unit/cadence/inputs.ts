import { Temporal } from 'temporal-polyfill'
import { businessCalendar } from '../../../server/domain/cadence/holidays.ts'
import { beforeDecisionPolicy } from '../../../server/domain/cadence/policy.ts'
import type {
  PlanInput,
  PlannedTask,
  PlanParticipant,
  Statement,
} from '../../../server/domain/cadence/types.ts'

/** A participant with every means, unless said otherwise. */
export function participant(overrides: Partial<PlanParticipant> = {}): PlanParticipant {
  return {
    key: 'ana',
    name: 'Ana Ruiz',
    role: 'interviewer',
    email: 'ana@example.com',
    phone: null,
    allowedChannels: null,
    reachableAt: null,
    ...overrides,
  }
}

export const threeParticipants: PlanParticipant[] = [
  participant(),
  participant({ key: 'ben', name: 'Ben Okafor', email: null }),
  participant({ key: 'rita', name: 'Rita Moss', role: 'receptionist' }),
]

export function statement(overrides: Partial<Statement> = {}): Statement {
  return { key: 's1', kind: 'unknown', date: null, days: null, statedAt: null, statedBy: null, ...overrides }
}

export interface Situation {
  /** The local end of an interview of one hour. */
  ends: string
  timeZone?: string
  country?: string | null
  region?: string | null
  format?: 'phone' | 'video' | 'onsite'
}

/** An interview of one hour, in New York unless said otherwise. */
export function planInput(situation: Situation, overrides: Partial<PlanInput> = {}): PlanInput {
  const timeZone = situation.timeZone ?? 'America/New_York'
  const country = situation.country === undefined ? 'US' : situation.country
  const region = situation.region === undefined ? (country === 'US' ? 'NY' : null) : situation.region
  const end = Temporal.PlainDateTime.from(situation.ends).toZonedDateTime(timeZone)
  return {
    interview: {
      startsAt: end.toInstant().subtract({ hours: 1 }).toString(),
      durationMinutes: 60,
      timeZone,
      format: situation.format ?? 'video',
      outcome: null,
    },
    participants: threeParticipants,
    promises: [],
    statement: null,
    employer: { country, region },
    policy: beforeDecisionPolicy,
    calendar: businessCalendar(country, region),
    ...overrides,
  }
}

/** "Mon 2 Mar 11:00": a moment as the worked cases write it. */
export function local(moment: string | null, timeZone: string): string {
  if (moment === null) return 'never'
  const at = Temporal.Instant.from(moment).toZonedDateTimeISO(timeZone)
  const day = at.toLocaleString('en-US', { weekday: 'short' })
  const month = at.toLocaleString('en-US', { month: 'short' })
  return `${day} ${at.day} ${month} ${at.toPlainTime().toString().slice(0, 5)}`
}

/** "follow_up Wed 4 Mar 10:00 phone" */
export function line(task: PlannedTask, timeZone: string): string {
  return `${task.kind} ${local(task.dueAt, timeZone)} ${task.channel}${task.status === 'blocked' ? ' blocked' : ''}`
}

export function isCall(task: { kind: string }): boolean {
  return ['follow_up', 'pre_decision_follow_up', 'decision_check'].includes(task.kind)
}

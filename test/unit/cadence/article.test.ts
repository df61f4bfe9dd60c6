import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { businessCalendar } from '../../../server/domain/cadence/holidays.ts'
import { keepSearching } from '../../../server/domain/cadence/keep-searching.ts'
import { planFollowUps } from '../../../server/domain/cadence/plan.ts'
import { beforeDecisionPolicy } from '../../../server/domain/cadence/policy.ts'
import type { PlanInput, PlannedTask, PlanParticipant } from '../../../server/domain/cadence/types.ts'
import type { ContactRole, DecisionKind, InterviewFormat } from '../../../server/domain/vocabulary.ts'
import { statement } from './inputs.ts'

/** The situations of the article behind the product, as bodies of the preview with the plan to be expected. */
interface Situation {
  situation: string
  body: {
    employer: { country: string | null; region: string | null }
    startsAt: string
    durationMinutes: number
    timeZone: string
    format: InterviewFormat
    participants: { name: string | null; role: ContactRole; email: string | null; phone: string | null }[]
    promises: string[]
    decision: { kind: DecisionKind; date?: string; days?: number }
  }
  expected: { decisionDate: string | null; tasks: unknown[] }
  then?: { filledIn: { participant: number; email: string; at: string }; expected: unknown[] }
  search?: {
    timeZone: string
    weekOf: string
    interviews: string[]
    newOpportunities: string[]
    expected: unknown
  }
}

const folder = new URL('../../fixtures/article/', import.meta.url)
const situations = readdirSync(folder)
  .sort()
  .map((file) => ({ file, ...(JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Situation) }))

function inputOf({ body }: Situation): PlanInput {
  const { employer, participants, promises, decision, ...interview } = body
  return {
    interview: { ...interview, outcome: null },
    participants: participants.map((one, index) => ({
      ...one,
      key: String(index),
      allowedChannels: null,
      reachableAt: null,
    })),
    promises: promises.map((text, index) => ({ key: String(index), text })),
    statement: statement(decision),
    employer,
    policy: beforeDecisionPolicy,
    calendar: businessCalendar(employer.country, employer.region),
  }
}

function shown({ kind, channel, status, dueAt, overdueAt, participant, rule }: PlannedTask) {
  return {
    kind,
    channel,
    status,
    dueAt,
    overdueAt,
    participant: participant === null ? null : Number(participant),
    rule,
  }
}

describe('the situations of the article', () => {
  it.each(situations)('$file', (situation) => {
    const input = inputOf(situation)
    const plan = planFollowUps(input)
    expect(plan.decisionDate).toBe(situation.expected.decisionDate)
    expect(plan.tasks.map(shown)).toEqual(situation.expected.tasks)

    if (situation.then) {
      const { filledIn, expected } = situation.then
      const participants = input.participants.map(
        (one, index): PlanParticipant =>
          index === filledIn.participant ? { ...one, email: filledIn.email, reachableAt: filledIn.at } : one,
      )
      const after = planFollowUps({ ...input, participants }).tasks.map(shown)
      expect(
        after.filter(({ participant, kind }) => participant === filledIn.participant && kind !== 'follow_up'),
      ).toEqual(expected)
    }
    if (situation.search) {
      const { expected, ...search } = situation.search
      const { create } = keepSearching({ ...search, offerAccepted: false, tasks: [] })
      expect(create && shown(create)).toEqual(expected)
      expect(keepSearching({ ...search, offerAccepted: true, tasks: [] }).create).toBeNull()
    }
  })

  it('are five', () => {
    expect(situations.map(({ file }) => file.charAt(0)).join('')).toBe('abcde')
  })
})

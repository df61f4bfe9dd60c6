import { describe, expect, it } from 'vitest'
import { CadenceInputError } from '../../../server/domain/cadence/errors.ts'
import { planFollowUps } from '../../../server/domain/cadence/plan.ts'
import { beforeDecisionPolicy, checkPolicy, policyPresets } from '../../../server/domain/cadence/policy.ts'
import type { PlanInput, PlanInterview, Statement } from '../../../server/domain/cadence/types.ts'
import { planInput, statement } from './inputs.ts'

const input = planInput({ ends: '2026-03-02T11:00' })
const interview = (overrides: Partial<PlanInterview>): PlanInput => ({
  ...input,
  interview: { ...input.interview, ...overrides },
})
const said = (overrides: Partial<Statement>): PlanInput => ({ ...input, statement: statement(overrides) })

function refusal(plan: PlanInput): unknown {
  try {
    planFollowUps(plan)
  } catch (error) {
    return error instanceof CadenceInputError ? [error.pointer, error.code] : error
  }
  return 'planned'
}

describe('input that makes no sense is refused with its place', () => {
  it.each([
    ['a zone that does not exist', interview({ timeZone: 'Mars/Olympus' }), '/timeZone', 'invalid_time_zone'],
    ['an offset for a zone', interview({ timeZone: '+05:30' }), '/timeZone', 'invalid_time_zone'],
    ['no zone', interview({ timeZone: '' }), '/timeZone', 'invalid_time_zone'],
    ['a moment for a zone', interview({ timeZone: '2026-01-01T00:00Z' }), '/timeZone', 'invalid_time_zone'],
    ['a start that is none', interview({ startsAt: '2026-02-30T10:00:00Z' }), '/startsAt', 'invalid_instant'],
    ['an end before the start', interview({ durationMinutes: -30 }), '/durationMinutes', 'ends_before_start'],
    ['no length', interview({ durationMinutes: 0 }), '/durationMinutes', 'ends_before_start'],
    ['not a number', interview({ durationMinutes: Number.NaN }), '/durationMinutes', 'ends_before_start'],
    ['a year long', interview({ durationMinutes: 525_600 }), '/durationMinutes', 'out_of_range'],
    [
      'decided before',
      said({ kind: 'byDate', date: '2026-03-01' }),
      '/decision/date',
      'decision_before_interview',
    ],
    ['no such date', said({ kind: 'byDate', date: '2026-02-30' }), '/decision/date', 'invalid_date'],
    ['no date', said({ kind: 'byDate' }), '/decision/date', 'required'],
    ['no days', said({ kind: 'within' }), '/decision/days', 'required'],
    ['negative days', said({ kind: 'within', days: -1 }), '/decision/days', 'out_of_range'],
    ['endless days', said({ kind: 'within', days: 1e9 }), '/decision/days', 'out_of_range'],
    ['said never', said({ kind: 'unknown', statedAt: 'once' }), '/decision/statedAt', 'invalid_instant'],
    [
      'within days of an old statement',
      said({ kind: 'within', days: 2, statedAt: '2026-02-01T12:00:00Z' }),
      '/decision/days',
      'decision_before_interview',
    ],
  ])('%s', (_title, plan, pointer, code) => {
    expect(refusal(plan)).toEqual([pointer, code])
  })

  it('policies keep within their bounds', () => {
    for (const preset of policyPresets) expect(checkPolicy(preset)).toBe(preset)
    const broken = { ...beforeDecisionPolicy, noTimeline: { enabled: true, afterDays: 0 } }
    expect(() => checkPolicy(broken)).toThrow(expect.objectContaining({ pointer: '/noTimeline/afterDays' }))
  })
})

import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { isBusinessDay } from '../../../server/domain/cadence/calendar.ts'
import { parseDay } from '../../../server/domain/cadence/days.ts'
import { planFollowUps } from '../../../server/domain/cadence/plan.ts'
import { beforeDecisionPolicy } from '../../../server/domain/cadence/policy.ts'
import type { PlanInput, PlannedTask } from '../../../server/domain/cadence/types.ts'
import { planInputs, runs } from './arbitraries.ts'
import { isCall } from './inputs.ts'
import { naiveDates } from './naive.ts'

function localDate(task: PlannedTask, { interview }: PlanInput): string {
  return Temporal.Instant.from(task.dueAt).toZonedDateTimeISO(interview.timeZone).toPlainDate().toString()
}

describe('every plan', () => {
  it('has its calls and checks on business days, at the policy’s hour', () => {
    fc.assert(
      fc.property(planInputs(), (input) => {
        for (const task of planFollowUps(input).tasks.filter(isCall)) {
          const at = Temporal.Instant.from(task.dueAt).toZonedDateTimeISO(input.interview.timeZone)
          expect(isBusinessDay(input.calendar, parseDay(at.toPlainDate().toString(), '/'))).toBe(true)
          expect(at.toPlainTime().toString()).toBe(`${String(input.policy.callHour).padStart(2, '0')}:00:00`)
        }
      }),
      runs,
    )
  })

  it('calls before the decision, on it only where no business day lies between, and asks after it', () => {
    fc.assert(
      fc.property(planInputs(), (input) => {
        const { tasks, decisionDate } = planFollowUps(input)
        if (decisionDate === null) return
        for (const task of tasks.filter(isCall)) {
          const date = localDate(task, input)
          if (task.kind === 'decision_check' || task.rule === 'after-decision') {
            expect(date > decisionDate).toBe(true)
          } else if (date >= decisionDate) {
            const facts = task.facts.type === 'follow_up' ? task.facts : null
            const first = parseDay(facts?.countedFrom ?? '', '/') + 1
            const between = Array.from({ length: parseDay(decisionDate, '/') - first }, (_, n) => first + n)
            expect(date).toBe(decisionDate)
            expect(between.some((day) => isBusinessDay(input.calendar, day))).toBe(false)
          }
        }
      }),
      runs,
    )
  })

  it('is after the interview, overdue after due, in order, and each slot once', () => {
    fc.assert(
      fc.property(planInputs(), (input) => {
        const { tasks } = planFollowUps(input)
        const end = Date.parse(input.interview.startsAt) + input.interview.durationMinutes * 60_000
        const dues = tasks.map(({ dueAt }) => Date.parse(dueAt))
        expect(dues.every((due) => due >= end)).toBe(true)
        expect(dues).toEqual([...dues].sort((a, b) => a - b))
        expect(new Set(tasks.map(({ slot }) => slot)).size).toBe(tasks.length)
        for (const task of tasks) {
          if (task.status === 'blocked') expect(task.overdueAt).toBeNull()
          else expect(Date.parse(task.overdueAt ?? '')).toBeGreaterThan(Date.parse(task.dueAt))
        }
      }),
      runs,
    )
  })

  it('is overdue 24 elapsed hours later, or at 24:00 local of the next business day', () => {
    fc.assert(
      fc.property(planInputs(), (input) => {
        for (const task of planFollowUps(input).tasks) {
          if (task.overdueAt === null) continue
          if (!isCall(task)) {
            expect(Date.parse(task.overdueAt) - Date.parse(task.dueAt)).toBe(24 * 3_600_000)
            continue
          }
          let day = Temporal.PlainDate.from(localDate(task, input)).add({ days: 1 })
          while (!isBusinessDay(input.calendar, parseDay(day.toString(), '/'))) day = day.add({ days: 1 })
          const over = day.add({ days: 1 }).toZonedDateTime(input.interview.timeZone)
          expect(task.overdueAt).toBe(over.toInstant().toString())
        }
      }),
      runs,
    )
  })

  it('agrees with a second, naive reading of the rules', () => {
    fc.assert(
      fc.property(planInputs(), (random) => {
        const input = { ...random, policy: beforeDecisionPolicy }
        const plan = planFollowUps(input)
        const date = (kind: string) => {
          const task = plan.tasks.find((one) => one.kind === kind)
          return task ? localDate(task, input) : null
        }
        expect({
          first: date('follow_up'),
          pre: date('pre_decision_follow_up'),
          check: date('decision_check'),
          decision: plan.decisionDate,
        }).toEqual(naiveDates(input))
      }),
      runs,
    )
  })

  it('is plain JSON and the same for the same input', () => {
    fc.assert(
      fc.property(planInputs(), (input) => {
        const plan = planFollowUps(input)
        expect(JSON.parse(JSON.stringify(plan))).toEqual(plan)
        expect(planFollowUps(input)).toEqual(plan)
      }),
      { numRuns: 300 },
    )
  })
})

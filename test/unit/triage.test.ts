import { describe, expect, it } from 'vitest'
import { triage } from '../../server/domain/triage/score.ts'
import { triageSentence } from '../../server/domain/triage/words.ts'
import { locales } from '../../server/domain/vocabulary.ts'

const now = Date.parse('2026-03-09T14:00:00Z')
const hour = 3_600_000
const task = (due: number, overdue: number | null) => ({
  status: 'due' as const,
  dueAt: now + due * hour,
  overdueAt: overdue === null ? null : now + overdue * hour,
})
const calm = { daysToDecision: null, daysQuiet: 0 }

describe('the score', () => {
  it('is nothing without tasks', () => {
    expect(triage({ tasks: [], ...calm }, now)).toBeNull()
  })

  it.each([
    ['six hours late', [task(-30, -6)], calm, 1024, 'overdue'],
    ['late for longer than counts', [task(-2000, -1000)], calm, 3880, 'overdue'],
    ['due, the deadline far', [task(0, 48)], calm, 600, 'due'],
    ['due, twelve hours to the deadline', [task(-12, 12)], calm, 750, 'due'],
    ['due without a deadline', [task(-100, null)], calm, 600, 'due'],
    ['falling due in ten hours', [task(10, 34)], calm, 200, 'upcoming'],
    ['falling due next week', [task(200, 220)], calm, 0, 'upcoming'],
    ['the decision tomorrow', [task(0, 48)], { daysToDecision: 1, daysQuiet: 0 }, 680, 'due'],
    ['the decision past', [task(0, 48)], { daysToDecision: -4, daysQuiet: 0 }, 720, 'due'],
    ['a week of silence', [task(0, 48)], { daysToDecision: null, daysQuiet: 7 }, 640, 'due'],
    ['two more that are due', [task(0, 48), task(-1, 48), task(-1, 48)], calm, 630, 'due'],
  ])('%s', (_name, tasks, rest, score, urgency) => {
    expect(triage({ tasks, ...rest }, now)).toMatchObject({ score, urgency })
  })

  it('names the task to do first', () => {
    expect(triage({ tasks: [task(5, 29), task(-30, -6), task(-1, 3)], ...calm }, now)?.first).toBe(1)
  })
})

it('every reason has its words in every language', () => {
  const found = triage({ tasks: [task(-300, -276)], daysToDecision: 0, daysQuiet: 9 }, now)
  expect(found?.reasons.map((reason) => triageSentence(reason, 'en'))).toEqual([
    '11 days late',
    'They decide today',
    'Nothing has happened for 9 days',
  ])
  for (const locale of locales)
    for (const reason of found?.reasons ?? []) expect(triageSentence(reason, locale)).toMatch(/\p{L}{3,}/u)
})

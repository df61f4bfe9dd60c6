import { describe, expect, it } from 'vitest'
import { businessCalendar } from '../../../server/domain/cadence/holidays.ts'
import { lateEntry } from '../../../server/domain/cadence/late-entry.ts'
import { planFollowUps } from '../../../server/domain/cadence/plan.ts'
import { nextBusinessMoment, snoozed } from '../../../server/domain/cadence/snooze.ts'
import { planInput, statement } from './inputs.ts'

const task = { dueAt: '2026-03-09T14:00:00Z', overdueAt: '2026-03-11T04:00:00Z' }
const now = '2026-03-10T09:00:00Z'

describe('snoozing', () => {
  it('goes to the next business day at 10:00 local', () => {
    const calendar = businessCalendar('US', 'NY')
    const zone = 'America/New_York'
    expect(nextBusinessMoment('2026-05-22T20:00:00Z', zone, calendar)).toBe('2026-05-26T14:00:00Z')
    // still Thursday evening in New York
    expect(nextBusinessMoment('2026-05-22T03:00:00Z', zone, calendar)).toBe('2026-05-22T14:00:00Z')
    expect(nextBusinessMoment('2026-03-06T20:00:00Z', zone, calendar)).toBe('2026-03-09T14:00:00Z')
  })

  it('shifts the overdue moment along', () => {
    const later = { dueAt: '2026-03-12T14:00:00Z', overdueAt: '2026-03-14T04:00:00Z' }
    expect(snoozed(task, '2026-03-12T14:00:00Z', now)).toEqual(later)
    expect(snoozed({ ...task, overdueAt: null }, '2026-03-12T14:00:00Z', now).overdueAt).toBeNull()
  })

  it.each([
    ['2026-03-10T09:00:00Z', 'snooze_in_past'],
    ['2026-06-08T09:00:01Z', 'snooze_too_long'],
    ['tomorrow', 'invalid_instant'],
  ])('refuses until %s', (until, code) => {
    expect(() => snoozed(task, until, now)).toThrow(expect.objectContaining({ code, pointer: '/until' }))
  })

  it('allows 90 days', () => {
    expect(snoozed(task, '2026-06-08T09:00:00Z', now).dueAt).toBe('2026-06-08T09:00:00Z')
  })
})

describe('entered late', () => {
  it('skips follow-ups whose overdue moment has passed, and nothing else', () => {
    const said = statement({ kind: 'within', days: 14 })
    const { tasks } = planFollowUps(planInput({ ends: '2026-03-02T11:00' }, { statement: said }))
    const late = (moment: string) =>
      tasks.filter(({ slot }) => lateEntry(tasks, moment).has(slot)).map(({ kind }) => kind)
    expect(late('2026-03-11T03:59:59Z')).toEqual([])
    expect(late('2026-03-11T04:00:00Z')).toEqual(['follow_up'])
    expect(late('2026-06-01T00:00:00Z')).toEqual(['follow_up', 'pre_decision_follow_up'])
  })
})

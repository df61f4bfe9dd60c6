import { describe, expect, test } from 'vitest'
import { markChanges } from '../../../admin/src/interviews/changes.ts'
import {
  type DebriefValues,
  emptyDebrief,
  fieldOf,
  linesOf,
  NEW,
  newPerson,
  noDecision,
  toDecision,
  toInterview,
  toPreview,
} from '../../../admin/src/interviews/debriefForm.ts'

const filled: DebriefValues = {
  ...emptyDebrief('2026-03-02', '10:00', 'America/New_York'),
  clientId: 'c',
  opportunityId: 'o',
  people: [
    newPerson(),
    { ...newPerson(), name: 'Ana Ruiz', email: 'ana@exa' },
    { ...newPerson(), unknown: true },
  ],
  topics: 'Postgres\n\n  hiring  \nPostgres',
  decision: { ...noDecision, kind: 'within', number: '2', unit: 'weeks' },
}

describe('what is sent', () => {
  test('the local time becomes an instant, blank people and lines are left out', () => {
    expect(toInterview(filled)).toMatchObject({
      startsAt: '2026-03-02T15:00:00Z',
      durationMinutes: 60,
      participants: [
        { name: 'Ana Ruiz', email: 'ana@exa' },
        { name: null, role: 'interviewer' },
      ],
      topics: ['Postgres', 'hiring'],
      decision: { kind: 'within', days: 14 },
    })
  })

  test('half an address does not stop the preview', () => {
    expect(toPreview(filled)).toMatchObject({ opportunityId: 'o', participants: [{ email: null }, {}] })
  })

  test('a new opportunity previews by the place of its employer', () => {
    const employer = { id: null, name: 'Siemens', country: 'DE', region: 'by' }
    const preview = toPreview({ ...filled, opportunityId: NEW, employer })
    expect(preview).toMatchObject({ employer: { country: 'DE', region: 'BY' } })
    expect(preview).not.toHaveProperty('opportunityId')
  })

  test('nothing is previewed before there is an opportunity and a time', () => {
    expect(toPreview({ ...filled, opportunityId: '' })).toBeNull()
    expect(toPreview({ ...filled, date: '' })).toBeNull()
    expect(toPreview({ ...filled, durationMinutes: '' })).toBeNull()
  })

  test.each([
    [
      { kind: 'within', number: '10', unit: 'days' },
      { kind: 'within', days: 10 },
    ],
    [{ kind: 'within', number: '' }, undefined],
    [
      { kind: 'byDate', date: '2026-03-13' },
      { kind: 'byDate', date: '2026-03-13' },
    ],
    [{ kind: 'byDate' }, undefined],
    [{ kind: 'endOfWeek', date: '2026-03-13' }, { kind: 'endOfWeek' }],
    [
      { kind: 'doNotContact', date: '2026-03-16' },
      { kind: 'doNotContact', date: '2026-03-16' },
    ],
    [{ kind: 'doNotContact' }, { kind: 'doNotContact' }],
    [
      { kind: 'unknown', words: ' soon ' },
      { kind: 'unknown', words: 'soon' },
    ],
  ] as const)('decision %o is %o', (values, body) => {
    expect(toDecision({ ...noDecision, ...values })).toEqual(body)
  })
})

test('mistakes come back to the field they came from', () => {
  const field = fieldOf(filled)
  expect(field('participants.0.email')).toBe('people.1.email')
  expect(field('participants.1')).toBe('people.2.name')
  expect(field('startsAt')).toBe('date')
  expect(field('decision.days')).toBe('decision.number')
  expect(field('topics.3')).toBe('topics')
  expect(field('opportunityId')).toBe('opportunityId')
})

test('one entry a line', () => {
  expect(linesOf(' a \r\n\nb\na')).toEqual(['a', 'b'])
})

describe('what a keystroke has changed is marked', () => {
  const task = {
    kind: 'follow_up' as const,
    channel: 'phone' as const,
    status: 'scheduled' as const,
    title: 'Call',
    dueAt: '2026-03-04T15:00:00Z',
    overdueAt: null,
    participant: null,
    rule: 'decide-soon' as const,
    reason: 'They decide soon.',
  }
  const changed = (...args: Parameters<typeof markChanges>) => markChanges(...args).map((row) => row.changed)

  test('nothing on the first plan, and nothing when the same comes back', () => {
    expect(changed(null, [task])).toEqual([false])
    expect(changed([task], [{ ...task }])).toEqual([false])
  })

  test('a task that moved and one that is new', () => {
    const moved = { ...task, dueAt: '2026-03-09T14:00:00Z' }
    expect(changed([task], [moved, { ...task, kind: 'decision_check' }])).toEqual([true, true])
  })

  test('two of a kind are told apart by their turn', () => {
    expect(changed([task, task], [task, { ...task, reason: 'Another.' }])).toEqual([false, true])
    expect(new Set(markChanges(null, [task, task]).map(({ key }) => key)).size).toBe(2)
  })
})

import { describe, expect, it } from 'vitest'
import { plainCalendar } from '../../../server/domain/cadence/calendar.ts'
import { planFollowUps } from '../../../server/domain/cadence/plan.ts'
import { afterDecisionPolicy, beforeDecisionPolicy } from '../../../server/domain/cadence/policy.ts'
import type { PlanInput, PlanParticipant } from '../../../server/domain/cadence/types.ts'
import { isCall, line, participant, planInput, type Situation, statement } from './inputs.ts'

const monday: Situation = { ends: '2026-03-02T11:00' }
const twoWeeks = statement({ kind: 'within', days: 14 })

function lines(overrides: Partial<PlanInput>, situation = monday): string[] {
  const input = planInput(situation, overrides)
  return planFollowUps(input).tasks.map((task) => line(task, input.interview.timeZone))
}

function calls(overrides: Partial<PlanInput>, situation = monday): string[] {
  const input = planInput(situation, overrides)
  return planFollowUps(input)
    .tasks.filter(isCall)
    .map((task) => line(task, input.interview.timeZone))
}

function thanks(one: Partial<PlanParticipant>, format: Situation['format'] = 'video'): string[] {
  return lines({ participants: [participant(one)] }, { ...monday, format }).filter(
    (text) => !text.startsWith('follow'),
  )
}

describe('thank-yous', () => {
  it.each<[string, Partial<PlanParticipant>, Situation['format'], string[]]>([
    ['card onsite, whatever the means', { email: null }, 'onsite', ['thank_you Mon 2 Mar 11:00 card']],
    ['email after a call', {}, 'phone', ['thank_you Mon 2 Mar 11:00 email']],
    [
      'the client’s choice',
      { thankYouChannel: 'card', email: null },
      'video',
      ['thank_you Mon 2 Mar 11:00 card'],
    ],
    ['a channel they allow', { allowedChannels: ['card'] }, 'video', ['thank_you Mon 2 Mar 11:00 card']],
    [
      'their wish before the client’s',
      { thankYouChannel: 'email', allowedChannels: ['card'] },
      'video',
      ['thank_you Mon 2 Mar 11:00 card'],
    ],
    [
      'a card needs a name',
      { name: null },
      'onsite',
      ['obtain_contact Mon 2 Mar 11:00 none', 'thank_you Mon 2 Mar 11:00 card blocked'],
    ],
    [
      'a blank name is none',
      { name: '  ' },
      'video',
      ['obtain_contact Mon 2 Mar 11:00 none', 'thank_you Mon 2 Mar 11:00 email blocked'],
    ],
    [
      'a phone number where that is the way',
      { thankYouChannel: 'phone' },
      'video',
      ['obtain_contact Mon 2 Mar 11:00 none', 'thank_you Mon 2 Mar 11:00 phone blocked'],
    ],
    ['no thanks to a receptionist', { role: 'receptionist' }, 'onsite', []],
    [
      'due once unblocked',
      { reachableAt: '2026-03-04T15:30:00Z' },
      'video',
      ['thank_you Wed 4 Mar 10:30 email'],
    ],
    [
      'reachable before the end',
      { reachableAt: '2026-03-02T15:30:00Z' },
      'video',
      ['thank_you Mon 2 Mar 11:00 email'],
    ],
  ])('%s', (_title, one, format, expected) => {
    expect(thanks(one, format)).toEqual(expected)
  })

  it('promises come before them', () => {
    const all = lines({ promises: [{ key: 'p', text: 'portfolio' }], participants: [participant()] })
    expect(all.slice(0, 2)).toEqual(['promise Mon 2 Mar 11:00 none', 'thank_you Mon 2 Mar 11:00 email'])
  })
})

describe('whom to call, and how', () => {
  const people = [
    participant({ key: 'ana' }),
    participant({ key: 'hiro', role: 'hiring_manager' }),
    participant({ key: 'rita', role: 'receptionist' }),
  ]
  const callee = (overrides: Partial<PlanInput>) =>
    planFollowUps(planInput(monday, { participants: people, ...overrides })).tasks.find(
      ({ kind }) => kind === 'follow_up',
    )?.participant

  it('whoever said it, else the hiring manager, else the first interviewer, else anyone but the reception', () => {
    expect(callee({ statement: { ...twoWeeks, statedBy: 'rita' } })).toBe('rita')
    expect(
      callee({ statement: { ...twoWeeks, statedBy: 'zoe' }, others: [participant({ key: 'zoe' })] }),
    ).toBe('zoe')
    expect(callee({ statement: { ...twoWeeks, statedBy: 'unknown' } })).toBe('hiro')
    expect(callee({ participants: [people[2] as PlanParticipant, people[0] as PlanParticipant] })).toBe('ana')
    expect(callee({ participants: [participant({ key: 'rec', role: 'recruiter' })] })).toBe('rec')
    expect(callee({ participants: [people[2] as PlanParticipant] })).toBeNull()
    expect(callee({ participants: [] })).toBeNull()
  })

  it('by email where they do not allow calls, and says so', () => {
    const participants = [participant({ allowedChannels: ['email'] })]
    const [, task] = planFollowUps(planInput(monday, { participants })).tasks
    expect(task?.channel).toBe('email')
    expect(task?.facts).toMatchObject({ channelNote: { wanted: 'phone', taken: 'email' } })
    expect(calls({ participants: [participant({ allowedChannels: [] })] })).toEqual([
      'follow_up Mon 9 Mar 10:00 none',
    ])
  })
})

describe('later statements', () => {
  it('count from the local date on which they were made', () => {
    // Mon 9 Mar 22:00 in New York
    const statedAt = '2026-03-10T02:00:00Z'
    expect(calls({ statement: { ...twoWeeks, statedAt } })).toEqual([
      'follow_up Mon 16 Mar 10:00 phone',
      'pre_decision_follow_up Thu 19 Mar 10:00 phone',
      'decision_check Tue 24 Mar 10:00 phone',
    ])
    expect(calls({ statement: statement({ kind: 'endOfWeek', statedAt }) })).toEqual([
      'follow_up Wed 11 Mar 10:00 phone',
      'decision_check Mon 16 Mar 10:00 phone',
    ])
    expect(calls({ statement: statement({ kind: 'unknown', statedAt }) })).toEqual([
      'follow_up Mon 16 Mar 10:00 phone',
    ])
  })

  it('made before the interview do not bring calls before it', () => {
    const early = { ...twoWeeks, statedAt: '2026-02-20T15:00:00Z' }
    expect(calls({ statement: early })).toEqual([
      'follow_up Wed 4 Mar 10:00 phone',
      'decision_check Mon 9 Mar 10:00 phone',
    ])
  })
})

describe('don’t contact us', () => {
  it('leaves the thank-yous, and a silent check where the date is known', () => {
    const dnc = statement({ kind: 'doNotContact', days: 14 })
    expect(calls({ statement: dnc })).toEqual(['decision_check Tue 17 Mar 10:00 none'])
    expect(calls({ statement: statement({ kind: 'doNotContact' }) })).toEqual([])
    const plan = planFollowUps(planInput(monday, { statement: dnc }))
    expect(plan.noFollowUp).toBe('do_not_contact')
    expect(plan.tasks.filter(({ kind }) => kind === 'thank_you')).toHaveLength(2)
  })
})

describe('policies', () => {
  it('after-decision: a check one business day after, then twice after five', () => {
    expect(calls({ statement: twoWeeks, policy: afterDecisionPolicy })).toEqual([
      'decision_check Tue 17 Mar 10:00 phone',
      'follow_up Tue 24 Mar 10:00 phone',
      'follow_up Tue 31 Mar 10:00 phone',
    ])
    const tasks = planFollowUps(planInput(monday, { statement: twoWeeks, policy: afterDecisionPolicy })).tasks
    expect(tasks.at(-1)?.facts).toMatchObject({ step: 'repeat', last: true })
  })

  it('after-decision with nothing said: ten days, then five business days', () => {
    expect(calls({ policy: afterDecisionPolicy })).toEqual([
      'follow_up Thu 12 Mar 10:00 phone',
      'follow_up Thu 19 Mar 10:00 phone',
    ])
  })

  it('an organization’s own numbers', () => {
    const policy = {
      ...beforeDecisionPolicy,
      preset: 'custom' as const,
      callHour: 14,
      decisionCheckBusinessDays: 2,
      beforeDecision: { ...beforeDecisionPolicy.beforeDecision, laterAfterDays: 3, preDecision: false },
    }
    expect(calls({ statement: twoWeeks, policy })).toEqual([
      'follow_up Thu 5 Mar 14:00 phone',
      'decision_check Wed 18 Mar 14:00 phone',
    ])
    const silent = { ...policy, noTimeline: { enabled: false, afterDays: 7 } }
    expect(planFollowUps(planInput(monday, { policy: silent })).noFollowUp).toBe('switched_off')
  })

  it('three attempts without an answer turn it cold: no more follow-ups, a suggestion to close', () => {
    const plan = planFollowUps(planInput(monday, { statement: twoWeeks, attemptsUnanswered: 3 }))
    expect([plan.noFollowUp, plan.suggestClosing]).toEqual(['cold', true])
    expect(plan.tasks.filter(isCall).map(({ kind }) => kind)).toEqual(['decision_check'])
    expect(planFollowUps(planInput(monday, { attemptsUnanswered: 2 })).suggestClosing).toBe(false)
    expect(planFollowUps(planInput(monday, { cold: true })).noFollowUp).toBe('cold')
  })
})

describe('edges', () => {
  it('an interview over midnight: what they said counts from its end', () => {
    expect(
      calls({ statement: statement({ kind: 'within', days: 3 }) }, { ends: '2026-03-03T00:30' }),
    ).toEqual(['follow_up Thu 5 Mar 10:00 phone', 'decision_check Mon 9 Mar 10:00 phone'])
  })

  it('an interview in the night of the clocks lasts as long as it lasts', () => {
    const input = planInput({ ends: '2026-03-08T03:30' })
    expect(planFollowUps(input).tasks[0]?.dueAt).toBe('2026-03-08T07:30:00Z')
  })

  it('no business day between, but the decision day itself is one', () => {
    const calendar = plainCalendar([6, 7], { '2026-03-03': 'A', '2026-03-04': 'B' })
    expect(calls({ calendar, statement: statement({ kind: 'within', days: 3 }) })).toEqual([
      'follow_up Thu 5 Mar 10:00 phone',
      'decision_check Fri 6 Mar 10:00 phone',
    ])
  })

  it('a calendar without business days is an error, not an endless search', () => {
    expect(() =>
      planFollowUps(planInput(monday, { calendar: plainCalendar([1, 2, 3, 4, 5, 6, 7]) })),
    ).toThrow(RangeError)
  })
})

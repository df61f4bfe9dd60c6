import { describe, expect, it } from 'vitest'
import { planFollowUps } from '../../../server/domain/cadence/plan.ts'
import type { Statement } from '../../../server/domain/cadence/types.ts'
import { isCall, line, local, planInput, type Situation, statement } from './inputs.ts'

/** PRODUCT, "Worked cases"; rows 3 to 11 list calls and checks only. */
interface Case {
  row: number
  situation: Situation
  said: Partial<Statement> | null
  decision: string | null
  tasks: string[]
}

const friday = { kind: 'endOfWeek' } as const
const within = (days: number) => ({ kind: 'within', days }) as const

const cases: Case[] = [
  {
    row: 1,
    situation: { ends: '2026-03-02T11:00', format: 'onsite' },
    said: friday,
    decision: '2026-03-06',
    tasks: [
      'thank_you Mon 2 Mar 11:00 card',
      'thank_you Mon 2 Mar 11:00 card',
      'follow_up Wed 4 Mar 10:00 phone',
      'decision_check Mon 9 Mar 10:00 phone',
    ],
  },
  {
    row: 2,
    situation: { ends: '2026-03-02T11:00' },
    said: within(14),
    decision: '2026-03-16',
    tasks: [
      'obtain_contact Mon 2 Mar 11:00 none',
      'thank_you Mon 2 Mar 11:00 email',
      'thank_you Mon 2 Mar 11:00 email blocked',
      'follow_up Mon 9 Mar 10:00 phone',
      'pre_decision_follow_up Thu 12 Mar 10:00 phone',
      'decision_check Tue 17 Mar 10:00 phone',
    ],
  },
  {
    row: 3,
    situation: { ends: '2026-03-05T11:00' },
    said: friday,
    decision: '2026-03-06',
    tasks: ['follow_up Fri 6 Mar 10:00 phone', 'decision_check Mon 9 Mar 10:00 phone'],
  },
  {
    row: 4,
    situation: { ends: '2026-05-20T11:00', format: 'phone' },
    said: null,
    decision: null,
    tasks: ['follow_up Wed 27 May 10:00 phone'],
  },
  {
    row: 5,
    situation: { ends: '2026-05-16T11:00' },
    said: within(10),
    decision: '2026-05-26',
    tasks: ['pre_decision_follow_up Thu 21 May 10:00 phone', 'decision_check Wed 27 May 10:00 phone'],
  },
  {
    row: 6,
    situation: { ends: '2026-03-27T11:00', timeZone: 'Europe/Berlin', country: 'DE', region: 'BY' },
    said: within(14),
    decision: '2026-04-10',
    tasks: ['pre_decision_follow_up Wed 8 Apr 10:00 phone', 'decision_check Mon 13 Apr 10:00 phone'],
  },
  {
    row: 7,
    situation: { ends: '2026-03-02T11:00' },
    said: within(8),
    decision: '2026-03-10',
    tasks: ['pre_decision_follow_up Fri 6 Mar 10:00 phone', 'decision_check Wed 11 Mar 10:00 phone'],
  },
  {
    row: 8,
    situation: { ends: '2026-03-06T11:00' },
    said: friday,
    decision: '2026-03-06',
    tasks: ['decision_check Mon 9 Mar 10:00 phone'],
  },
  {
    row: 9,
    situation: { ends: '2026-03-06T11:00' },
    said: within(1),
    decision: '2026-03-07',
    tasks: ['decision_check Mon 9 Mar 10:00 phone'],
  },
  {
    row: 10,
    situation: { ends: '2026-03-03T11:00', timeZone: 'Asia/Riyadh', country: 'SA' },
    said: friday,
    decision: '2026-03-05',
    tasks: ['follow_up Wed 4 Mar 10:00 phone', 'decision_check Sun 8 Mar 10:00 phone'],
  },
  {
    row: 11,
    situation: { ends: '2026-03-02T11:00' },
    said: { kind: 'doNotContact', date: '2026-03-16' },
    decision: '2026-03-16',
    tasks: ['decision_check Tue 17 Mar 10:00 none'],
  },
]

describe('worked cases', () => {
  it.each(cases)('row $row', ({ row, situation, said, decision, tasks }) => {
    const input = planInput(situation, { statement: said && statement(said) })
    const plan = planFollowUps(input)
    const shown = plan.tasks.filter((task) => row <= 2 || isCall(task))
    expect(plan.decisionDate).toBe(decision)
    expect(shown.map((task) => line(task, input.interview.timeZone))).toEqual(tasks)
  })

  it('row 6 is at 10:00 summer time, the interview before it was not', () => {
    const [pre] = planFollowUps(
      planInput(
        { ends: '2026-03-27T11:00', timeZone: 'Europe/Berlin', country: 'DE', region: 'BY' },
        { statement: statement(within(14)) },
      ),
    ).tasks.filter(isCall)
    expect(pre?.dueAt).toBe('2026-04-08T08:00:00Z')
    expect(pre?.overdueAt).toBe('2026-04-09T22:00:00Z')
  })

  it('thank-yous of row 2 are overdue 24 hours later, the blocked one never', () => {
    const { tasks } = planFollowUps(
      planInput({ ends: '2026-03-02T11:00' }, { statement: statement(within(14)) }),
    )
    const overdue = tasks
      .slice(0, 4)
      .map((task) => `${task.participant} ${local(task.overdueAt, 'America/New_York')}`)
    expect(overdue).toEqual([
      'ben Tue 3 Mar 11:00',
      'ana Tue 3 Mar 11:00',
      'ben never',
      'ana Wed 11 Mar 00:00',
    ])
  })
})

import { describe, expect, it } from 'vitest'
import type { ExistingTask } from '../../../server/domain/cadence/existing.ts'
import { planFollowUps } from '../../../server/domain/cadence/plan.ts'
import { replan } from '../../../server/domain/cadence/replan.ts'
import type { PlanInput } from '../../../server/domain/cadence/types.ts'
import { participant, planInput, statement } from './inputs.ts'
import { apply, store } from './store.ts'

const base = planInput({ ends: '2026-03-02T11:00' })
const later = statement({ key: 'A', kind: 'within', days: 14 })
const soon = statement({ key: 'B', kind: 'endOfWeek' })
const silent = statement({ key: 'C', kind: 'doNotContact', date: '2026-03-16' })
const plan = (overrides: Partial<PlanInput>) => planFollowUps({ ...base, ...overrides })

const one = (tasks: ExistingTask[], kind: string) => tasks.filter((task) => task.kind === kind)
const edit = (tasks: ExistingTask[], kind: string, change: Partial<ExistingTask>) =>
  tasks.map((task) => (task.kind === kind ? { ...task, ...change } : task))
const summary = (tasks: ExistingTask[], kind: string) =>
  one(tasks, kind).map(
    ({ status, cancelReason, dueAt }) => `${status} ${cancelReason ?? '-'} ${dueAt.slice(0, 10)}`,
  )

describe('a new statement', () => {
  const tasks = store(plan({ statement: later }))

  it('moves open tasks, which keep their ids, and cancels what no longer applies', () => {
    const after = store(plan({ statement: soon }), tasks)
    expect(one(after, 'follow_up')[0]).toMatchObject({
      id: one(tasks, 'follow_up')[0]?.id,
      dueAt: '2026-03-04T15:00:00Z',
      statementKey: 'B',
      rule: 'decide-soon',
    })
    expect(summary(after, 'pre_decision_follow_up')).toEqual(['cancelled superseded 2026-03-12'])
    expect(after).toHaveLength(tasks.length)
  })

  it('leaves a done call, and a new one appears', () => {
    const after = store(plan({ statement: soon }), edit(tasks, 'follow_up', { status: 'done' }))
    expect(summary(after, 'follow_up')).toEqual(['done - 2026-03-09', 'scheduled - 2026-03-04'])
  })

  it('said once more in the same words reopens the same rows', () => {
    const there = store(plan({ statement: soon }), tasks)
    const back = store(plan({ statement: { ...later, key: 'A again' } }), there)
    expect(back).toHaveLength(tasks.length)
    expect(summary(back, 'pre_decision_follow_up')).toEqual(['scheduled - 2026-03-12'])
  })

  it('does not move what a person moved, but carries it over', () => {
    const byHand = { movedByHand: true, dueAt: '2026-03-11T16:00:00Z', channel: 'email' } as const
    const after = store(plan({ statement: soon }), edit(tasks, 'follow_up', byHand))
    expect(one(after, 'follow_up')[0]).toMatchObject({ ...byHand, statementKey: 'B', status: 'scheduled' })
  })

  it('shows only real moves as moves', () => {
    const actions = replan(plan({ statement: soon }), tasks).map(({ action }) => action)
    expect(actions.filter((action) => action === 'move')).toHaveLength(2)
    expect(actions.filter((action) => action === 'cancel')).toHaveLength(1)
  })
})

describe('don’t contact us', () => {
  it('cancels follow-ups, moved by hand or not; the check becomes silent', () => {
    const tasks = edit(store(plan({ statement: later })), 'follow_up', { movedByHand: true })
    const after = store(plan({ statement: silent }), tasks)
    expect(summary(after, 'follow_up')).toEqual(['cancelled do_not_contact 2026-03-09'])
    expect(summary(after, 'pre_decision_follow_up')).toEqual(['cancelled do_not_contact 2026-03-12'])
    expect(one(after, 'decision_check')).toMatchObject([{ channel: 'none', status: 'scheduled' }])
    expect(one(after, 'thank_you').map(({ status }) => status)).toEqual(['scheduled', 'blocked'])
  })

  it('cancels a check moved by hand too, and a silent one appears', () => {
    const tasks = edit(store(plan({ statement: later })), 'decision_check', { movedByHand: true })
    const after = store(plan({ statement: silent }), tasks)
    expect(one(after, 'decision_check').map(({ status, channel }) => `${status} ${channel}`)).toEqual([
      'cancelled phone',
      'scheduled none',
    ])
    const back = store(plan({ statement: later }), after)
    expect(one(back, 'decision_check').map(({ status, channel }) => `${status} ${channel}`)).toEqual([
      'scheduled phone',
      'cancelled none',
    ])
  })
})

describe('an outcome', () => {
  const tasks = edit(store(plan({ statement: later })), 'pre_decision_follow_up', {
    movedByHand: true,
    dueAt: '2026-03-13T15:00:00Z',
  })
  const decided = (outcome: PlanInput['interview']['outcome']) =>
    plan({ statement: later, interview: { ...base.interview, outcome } })

  it.each(['next_round', 'offer', 'rejected', 'withdrawn'] as const)(
    '%s cancels calls and checks',
    (outcome) => {
      const after = store(decided(outcome), tasks)
      for (const kind of ['follow_up', 'pre_decision_follow_up', 'decision_check']) {
        expect(one(after, kind)).toMatchObject([{ status: 'cancelled', cancelReason: `outcome_${outcome}` }])
      }
      expect(one(after, 'thank_you').map(({ status }) => status)).toEqual(['scheduled', 'blocked'])
      expect(one(after, 'obtain_contact')[0]?.status).toBe('scheduled')
    },
  )

  it('undone restores exactly those, where they were', () => {
    const skipped = edit(tasks, 'follow_up', { status: 'skipped' })
    expect(store(decided(null), store(decided('rejected'), skipped))).toEqual(skipped)
  })
})

describe('participants', () => {
  const tasks = store(plan({}))

  it('means that are filled in complete the obtaining and unblock the thank-you', () => {
    const reachableAt = '2026-03-03T12:00:00Z'
    const participants = base.participants.map((who) =>
      who.key === 'ben' ? { ...who, email: 'ben@example.com', reachableAt } : who,
    )
    const after = store(plan({ participants }), tasks)
    expect(one(after, 'obtain_contact')[0]?.status).toBe('done')
    expect(one(after, 'thank_you')[1]).toMatchObject({
      status: 'scheduled',
      dueAt: reachableAt,
      overdueAt: '2026-03-04T12:00:00Z',
    })
  })

  it('means that have gone missing again are to be found again', () => {
    const filled = base.participants.map((who) => ({ ...who, email: 'here@example.com' }))
    const again = store(plan({}), store(plan({ participants: filled }), tasks))
    expect(summary(again, 'obtain_contact')).toEqual(['done - 2026-03-02', 'scheduled - 2026-03-02'])
    expect(store(plan({}), again)).toEqual(again)
    const found = store(plan({ participants: filled }), again)
    expect(one(found, 'obtain_contact').map(({ status }) => status)).toEqual(['done', 'done'])
  })

  it('a card instead needs no address any more', () => {
    const participants = base.participants.map((who) => ({ ...who, thankYouChannel: 'card' as const }))
    const after = store(plan({ participants }), tasks)
    expect(one(after, 'obtain_contact')[0]).toMatchObject({ status: 'cancelled', cancelReason: 'not_needed' })
    expect(one(after, 'thank_you')[1]).toMatchObject({ status: 'scheduled', channel: 'card' })
  })

  it('who took no part is not thanked; who is new is', () => {
    const participants = [participant({ key: 'zoe', name: 'Zoe Lind' })]
    const after = store(plan({ participants }), tasks)
    expect(one(after, 'thank_you').map(({ cancelReason, status }) => cancelReason ?? status)).toEqual([
      'participant_removed',
      'participant_removed',
      'scheduled',
    ])
    expect(one(after, 'obtain_contact')[0]?.cancelReason).toBe('participant_removed')
    expect(one(after, 'follow_up')).toMatchObject([
      { id: one(tasks, 'follow_up')[0]?.id, participant: 'zoe' },
    ])
  })

  it('a done call is not asked for again because the addressee changed', () => {
    const called = edit(tasks, 'follow_up', { status: 'done' })
    const participants = [...base.participants, participant({ key: 'hiro', role: 'hiring_manager' })]
    expect(one(store(plan({ participants }), called), 'follow_up')).toHaveLength(1)
  })
})

describe('deletion', () => {
  const custom: ExistingTask = {
    id: 'custom',
    slot: null,
    kind: 'custom',
    channel: 'none',
    status: 'scheduled',
    dueAt: '2026-03-05T15:00:00Z',
    overdueAt: null,
    movedByHand: false,
    cancelReason: null,
    statementKey: null,
    participant: null,
    rule: null,
    facts: null,
  }

  it('cancels all that is open and restoring brings back exactly those', () => {
    const dropped = { status: 'cancelled', cancelReason: 'a person said so' } as const
    const tasks = [...edit(store(plan({ statement: later })), 'follow_up', dropped), custom]
    const deleted = apply(tasks, replan(plan({ statement: later }), tasks, { gone: 'deleted' }))
    expect(deleted.filter(({ cancelReason }) => cancelReason === 'deleted')).toHaveLength(tasks.length - 1)
    expect(apply(deleted, replan(plan({ statement: later }), deleted))).toEqual(tasks)
  })
})

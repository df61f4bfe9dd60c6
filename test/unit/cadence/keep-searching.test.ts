import { describe, expect, it } from 'vitest'
import { keepSearching, mondayOf, type SearchInput } from '../../../server/domain/cadence/keep-searching.ts'

const base: SearchInput = {
  timeZone: 'America/New_York',
  weekOf: '2026-03-04',
  interviews: ['2026-03-05T15:00:00Z'],
  newOpportunities: ['2026-02-25T15:00:00Z'],
  offerAccepted: false,
  tasks: [],
}
const task = { id: 't1', slot: 'keep-searching:2026-03-02', status: 'due', cancelReason: null } as const

describe('keep searching', () => {
  it.each([
    ['both are there', {}, null],
    ['no interview', { interviews: [] }, [true, false]],
    ['no new opportunity', { newOpportunities: [] }, [false, true]],
    ['neither', { interviews: [], newOpportunities: [] }, [true, true]],
    ['an interview on Sunday evening counts', { interviews: ['2026-03-09T03:30:00Z'] }, null],
    ['one on Monday of the next week does not', { interviews: ['2026-03-09T04:30:00Z'] }, [true, false]],
    ['one on Sunday before does not', { interviews: ['2026-03-02T04:30:00Z'] }, [true, false]],
    ['an opportunity of this Monday does not', { newOpportunities: ['2026-03-02T05:30:00Z'] }, [false, true]],
    ['one of last Monday does', { newOpportunities: ['2026-02-23T05:30:00Z'] }, null],
  ])('%s', (_title, overrides, reasons) => {
    const { create } = keepSearching({ ...base, ...overrides })
    const facts = create?.facts.type === 'keep_searching' ? create.facts : null
    expect(facts && [facts.noInterview, facts.noNewOpportunity]).toEqual(reasons)
  })

  it('is due on Monday at 9:00 local, overdue when Sunday is over, across the change of clocks', () => {
    const { create } = keepSearching({ ...base, interviews: [] })
    expect(create).toMatchObject({ dueAt: '2026-03-02T14:00:00Z', overdueAt: '2026-03-09T04:00:00Z' })
  })

  it('replaces the open one of another week, and leaves the one of this week alone', () => {
    const last = { ...task, slot: 'keep-searching:2026-02-23' }
    const input = { ...base, interviews: [] }
    expect(keepSearching({ ...input, tasks: [last] }).cancel).toEqual([{ id: 't1', reason: 'replaced' }])
    const nothing = { create: null, reopen: null, cancel: [] }
    expect(keepSearching({ ...input, tasks: [task] })).toEqual(nothing)
    expect(keepSearching({ ...input, tasks: [{ ...task, status: 'done' }] })).toEqual(nothing)
  })

  it('stops when an offer is accepted and resumes when that is undone', () => {
    const input = { ...base, interviews: [] }
    const stopped = keepSearching({ ...input, offerAccepted: true, tasks: [task] })
    expect(stopped).toEqual({ create: null, reopen: null, cancel: [{ id: 't1', reason: 'offer_accepted' }] })
    const cancelled = { ...task, status: 'cancelled', cancelReason: 'offer_accepted' } as const
    expect(keepSearching({ ...input, tasks: [cancelled] }).reopen).toEqual({ id: 't1' })
  })

  it('knows the Monday of a moment, where the client is', () => {
    expect(mondayOf('2026-03-09T03:59:00Z', 'America/New_York')).toBe('2026-03-02')
    expect(mondayOf('2026-03-09T03:59:00Z', 'Pacific/Apia')).toBe('2026-03-09')
  })
})

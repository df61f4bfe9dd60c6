import { expect, test } from 'vitest'
import { type Settled, settle } from '../../../admin/src/tasks/settle.ts'

interface Row {
  id: string
  text: string
}
const rows = (...ids: string[]): Row[] => ids.map((id) => ({ id, text: 'new' }))
const before = (...ids: string[]): Settled<Row>[] =>
  ids.map((id) => ({ key: id, row: { id, text: 'old' }, gone: false }))
const keyOf = ({ id }: Row) => id
const none = new Set<string>()
const keys = (settled: Settled<Row>[]) => settled.map(({ key, gone }) => (gone ? `${key}*` : key)).join(' ')

test('undisturbed, the list’s order counts', () => {
  expect(keys(settle(before('a', 'b', 'c'), rows('c', 'a'), { keyOf, kept: none, held: false }))).toBe('c a')
})

test('under the pointer nothing moves or vanishes, and new rows come last', () => {
  const settled = settle(before('a', 'b', 'c'), rows('d', 'c', 'a'), { keyOf, kept: none, held: true })
  expect(keys(settled)).toBe('a b* c d')
  expect(settled.map(({ row }) => row.text)).toEqual(['new', 'old', 'new', 'new'])
})

test('a row that was acted upon stays where it was, for its Undo', () => {
  const settled = settle(before('a', 'b', 'c'), rows('a', 'c'), { keyOf, kept: new Set(['b']), held: false })
  expect(keys(settled)).toBe('a b* c')
})

test('a kept row at the end of a list that became shorter', () => {
  expect(keys(settle(before('a', 'b', 'c'), rows(), { keyOf, kept: new Set(['c']), held: false }))).toBe('c*')
})

test('a row that comes back is there once', () => {
  const ghost = [{ key: 'b', row: { id: 'b', text: 'old' }, gone: true }]
  expect(keys(settle(ghost, rows('b'), { keyOf, kept: new Set(['b']), held: true }))).toBe('b')
})

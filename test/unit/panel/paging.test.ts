import { describe, expect, test } from 'vitest'
import { chunks } from '../../../admin/src/providers/chunks.ts'
import { createPaging } from '../../../admin/src/providers/paging.ts'

const question = { resource: 'clients', filter: { q: 'a' }, sort: { field: 'name' }, perPage: 25 }

describe('pages over cursors', () => {
  test('the first page needs no cursor; a later one is known only after the one before', () => {
    const paging = createPaging()
    expect(paging.cursorFor(question, 1)).toBeNull()
    expect(paging.cursorFor(question, 2)).toBeUndefined()
    paging.remember(question, 1, 'second')
    expect(paging.cursorFor(question, 2)).toBe('second')
  })

  test.each([
    { ...question, resource: 'tasks' },
    { ...question, filter: { q: 'b' } },
    { ...question, sort: { field: 'createdAt' } },
    { ...question, perPage: 50 },
  ])('another question has cursors of its own: %o', (other) => {
    const paging = createPaging()
    paging.remember(question, 1, 'second')
    expect(paging.cursorFor(other, 2)).toBeUndefined()
  })

  test('a page that has become the last forgets the cursor behind it', () => {
    const paging = createPaging()
    paging.remember(question, 1, 'second')
    paging.remember(question, 1, null)
    expect(paging.cursorFor(question, 2)).toBeUndefined()
  })

  test('the oldest question is forgotten after two hundred', () => {
    const paging = createPaging()
    paging.remember(question, 1, 'second')
    for (let page = 0; page < 200; page++) paging.remember({ ...question, filter: { page } }, 1, 'x')
    expect(paging.cursorFor(question, 2)).toBeUndefined()
  })
})

test('ids are asked in portions, each once', () => {
  const ids = Array.from({ length: 250 }, (_, index) => `id-${index % 240}`)
  const portions = chunks(ids, 100)
  expect(portions.map(({ length }) => length)).toEqual([100, 100, 40])
  expect(new Set(portions.flat()).size).toBe(240)
  expect(chunks([], 100)).toEqual([])
})

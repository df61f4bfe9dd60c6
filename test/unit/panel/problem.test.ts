import { expect, test } from 'vitest'
import { ApiError, fieldErrors, pointerToPath } from '../../../admin/src/api/problem.ts'
import { describeError } from '../../../admin/src/components/describeError.ts'

const t = (key: string, values?: Record<string, string | number>) => `${key} ${JSON.stringify(values ?? {})}`

test.each([
  ['/participants/0/email', 'participants.0.email'],
  ['#/decision/date', 'decision.date'],
  ['/a~1b/c~0d', 'a/b.c~d'],
  ['', ''],
])('pointer %s is the field %s', (pointer, path) => {
  expect(pointerToPath(pointer)).toBe(path)
})

test('a field shows the first mistake; what belongs to no field is left out', () => {
  const errors = [
    { pointer: '/startsAt', code: 'format', message: 'first' },
    { pointer: '/startsAt', code: 'range', message: 'second' },
    { pointer: '', code: 'other', message: 'whole' },
  ]
  expect(fieldErrors(errors)).toEqual({ startsAt: 'first' })
  expect(new ApiError(400, { errors }).body).toEqual({ errors: { startsAt: 'first' } })
})

test.each([
  [0, {}, 'error.offline {}'],
  [503, {}, 'error.database {}'],
  [412, {}, 'error.stale {}'],
  [412, { changedBy: 'Sam' }, 'error.staleBy {"name":"Sam"}'],
  [429, { retryAfter: '7' }, 'error.tooMany {"seconds":7}'],
  [403, {}, 'error.forbidden {}'],
  [404, {}, 'error.gone {}'],
  [409, { detail: 'Too late.' }, 'error.invalid {"detail":"Too late."}'],
  [500, { requestId: 'r-1' }, 'error.server {"requestId":"r-1"}'],
])('status %i is said as its own sentence', (status, problem, sentence) => {
  expect(describeError(new ApiError(status, problem), t as never)).toBe(sentence)
})

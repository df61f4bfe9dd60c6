import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { formOf } from '../../server/http/schema-errors.ts'

type Node = { [key: string]: unknown }

/** The patterns below a node of the contract, but for those of answers. */
function* patternsOf(node: unknown): Generator<string> {
  if (node === null || typeof node !== 'object') return
  for (const [key, value] of Object.entries(node as Node))
    if (key === 'pattern' && typeof value === 'string') yield value
    else if (key !== 'responses' && key !== 'headers' && key !== 'webhooks') yield* patternsOf(value)
}

test('whatever a request may fail to match is said in words', () => {
  const patterns = [...new Set(patternsOf(parse(readFileSync('openapi.yaml', 'utf8'))))]
  expect(patterns.length).toBeGreaterThan(10)
  expect(patterns.filter((pattern) => formOf(pattern) === 'does not have the required form')).toEqual([])
})

test('a list of words names them all', () => {
  expect(formOf('^(due|overdue)(,(due|overdue))*$')).toBe(
    'must be one or several of due, overdue, separated by commas',
  )
})

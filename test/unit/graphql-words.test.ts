import { expect, test } from 'vitest'
import { withoutValues } from '../../server/graphql/words.ts'

test.each([
  [
    'Value "zq7 is private" does not exist in "TaskStatus" enum. Did you mean the enum value "due"?',
    'Value does not exist in "TaskStatus"; the schema has those that do.',
  ],
  [
    'Value "zq7" does not exist in "Zq7" enum. And" does not exist in "TaskStatus" enum.',
    'Value does not exist in "TaskStatus"; the schema has those that do.',
  ],
  ['Enum "Stage" cannot represent value: "zq7"', 'Enum "Stage" cannot represent value.'],
  ['Int cannot represent non-integer value: "zq7"', 'Int cannot represent non-integer value.'],
  ['Syntax Error: Expected Name, found String "zq7".', 'Syntax Error: Expected Name, found String.'],
  [
    'Cannot query field "nmae" on type "Client". Did you mean "name"?',
    'Cannot query field "nmae" on type "Client". Did you mean "name"?',
  ],
])('of %s no value is told', (said, told) => {
  expect(withoutValues(said)).toBe(told)
  expect(told).not.toMatch(/zq7/i)
})

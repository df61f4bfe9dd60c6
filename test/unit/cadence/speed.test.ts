import { expect, it } from 'vitest'
import { planFollowUps } from '../../../server/domain/cadence/plan.ts'
import { participant, planInput, statement } from './inputs.ts'

/** The figure: a plan takes less than a millisecond. Printed; the test fails only at ten times that. */
const figure = 1

it('a plan takes less than a millisecond', () => {
  const participants = Array.from({ length: 5 }, (_, index) => participant({ key: `p${index}` }))
  const inputs = Array.from({ length: 28 }, (_, day) =>
    planInput(
      { ends: `2026-05-${String(day + 1).padStart(2, '0')}T11:00` },
      { participants, statement: statement({ kind: 'within', days: 14 }) },
    ),
  )
  for (const input of inputs) planFollowUps(input)
  const rounds = 40
  const started = performance.now()
  for (let round = 0; round < rounds; round++) for (const input of inputs) planFollowUps(input)
  const each = (performance.now() - started) / (rounds * inputs.length)
  process.stdout.write(`a plan of ${participants.length} participants: ${each.toFixed(3)} ms\n`)
  expect(each).toBeLessThan(figure * 10)
})

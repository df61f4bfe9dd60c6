import { expect, it } from 'vitest'
import { coverageOf, told } from '../contract/coverage.ts'

/** Runs after all others, by vitest.config.ts; alone, it has nothing to judge and fails. */
it('held every answer of the run against openapi.yaml, and saw every operation and nine of ten statuses', () => {
  const coverage = coverageOf(process.env.CONTRACT_RUN as string)
  console.log(told(coverage))
  expect(coverage.faults).toEqual([])
  expect(coverage.missingOperations).toEqual([])
  expect(coverage.missingStatuses.length).toBeLessThanOrEqual(coverage.statuses / 10)
})

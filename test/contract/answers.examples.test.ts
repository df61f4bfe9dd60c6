import { describe, expect, it } from 'vitest'
import { recordedAnswers } from '../../server/http/openapi.recorded.ts'
import { errorKinds } from '../../server/platform/errors.ts'
import { checkerOf, operationsIn, readContract } from './contract.ts'

const contract = readContract()
const checker = checkerOf(contract)

describe('the answers that openapi.yaml shows', () => {
  it('are there for each success with a body and fit its schema; else run "npm run openapi:answers"', () => {
    const faults: string[] = []
    const shown = new Set<string>()
    for (const operation of operationsIn(contract))
      for (const [status, { content }] of Object.entries(operation.responses)) {
        const media = content?.['application/json']
        if (!media) continue
        const example = media.examples?.answer.value
        const key = `${operation.operationId} ${status}`
        shown.add(key)
        const headers = { 'content-type': 'application/json' }
        const seen = { ...operation, status: Number(status), headers, body: JSON.stringify(example) }
        if (example === undefined) faults.push(`${key} has none`)
        else faults.push(...bodyFaults(checker.faultsOf(operation, seen)).map((fault) => `${key}: ${fault}`))
      }
    const old = Object.keys(recordedAnswers).filter((key) => !key.startsWith('problem ') && !shown.has(key))
    expect([faults, old]).toEqual([[], []])
  })

  it('are a problem for each status that refusals share', () => {
    const shared = Object.values(contract.components.responses ?? {}) as {
      content: Record<string, { examples: { answer: { value: { status: number; type: string } } } }>
    }[]
    expect(shared.length).toBeGreaterThan(10)
    for (const { content } of shared) {
      const example = content['application/problem+json']?.examples.answer.value
      expect(checker.check('/components/schemas/Problem', example)).toBeNull()
      expect(errorKinds).toContain(example?.type.split('/').at(-1))
      expect(recordedAnswers[`problem ${example?.status}`]).toEqual(example)
    }
  })

  it('name nobody but the people of the examples, and hold nothing that opens anything', () => {
    const text = JSON.stringify(recordedAnswers)
    const addresses = new Set(text.match(/[\w.+-]+@[\w.-]+/g))
    expect([...addresses].filter((address) => !/\.example$|@demo\.test$/.test(address))).toEqual([])
    expect(text).not.toMatch(/zq(ours|theirs|mail)|localhost|127\.0\.0\.1|people\.test|example\.test/)
    expect(new Set(text.match(/"(accessToken|refreshToken|key|secret)":"[^"]+"/g)).size).toBeLessThanOrEqual(
      5,
    )
  })
})

const bodyFaults = (faults: string[]) => faults.filter((fault) => !fault.startsWith('header '))

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { operationsIn, readContract } from './contract.ts'
import type { Noted } from './recorder.ts'

export interface Coverage {
  answers: number
  operations: number
  missingOperations: string[]
  statuses: number
  missingStatuses: string[]
  faults: string[]
}

/** What all workers of a run have seen of the contract. */
export function coverageOf(folder: string): Coverage {
  const notes = readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').trim().split('\n'))
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Noted)
  const hits = new Set(notes.flatMap(({ hit }) => (hit ? [hit.join(' ')] : [])))
  const called = new Set(notes.flatMap(({ hit }) => (hit ? [hit[0]] : [])))
  const all = operationsIn(readContract())
  const statuses = all.flatMap(({ operationId, responses }) =>
    Object.keys(responses).map((status) => `${operationId} ${status}`),
  )
  return {
    answers: notes.reduce((sum, { answers = 0 }) => sum + answers, 0),
    operations: all.length,
    missingOperations: all.map(({ operationId }) => operationId).filter((id) => !called.has(id)),
    statuses: statuses.length,
    missingStatuses: statuses.filter((name) => !hits.has(name)),
    faults: [...new Set(notes.flatMap(({ fault, test }) => (fault ? [`${fault} (${test})`] : [])))],
  }
}

/** In words, for the end of a run. */
export function told({
  answers,
  operations,
  missingOperations,
  statuses,
  missingStatuses,
  faults,
}: Coverage): string {
  const percent = (missing: number, all: number) => `${(((all - missing) / all) * 100).toFixed(1)} %`
  return [
    `contract: ${answers} answers held against openapi.yaml, ${faults.length} faults`,
    `contract: ${operations - missingOperations.length} of ${operations} operations called (${percent(missingOperations.length, operations)})`,
    `contract: ${statuses - missingStatuses.length} of ${statuses} documented statuses seen (${percent(missingStatuses.length, statuses)})`,
    `contract: never seen: ${missingStatuses.join(', ') || 'none'}`,
  ].join('\n')
}

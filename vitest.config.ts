import { randomInt } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'

/** Random inputs come from this number; a failing run is repeated with SEED=… */
const seed = Number(process.env.SEED ?? randomInt(2 ** 31))
if (!process.env.SEED) {
  console.log(`seed ${seed} (repeat a run with SEED=${seed})`)
  process.env.SEED = String(seed)
}

/** Where the workers write down what they saw of openapi.yaml; read at the end of a whole run. */
process.env.CONTRACT_RUN ??= mkdtempSync(join(tmpdir(), 'afterword-contract-'))

interface Shape {
  folders: string[]
  /** Later groups run after earlier ones, so that what measures seconds has the machine to itself. */
  group: number
  database: boolean
  workers: number
  timeout: number
}

const project = (name: string, shape: Shape): TestProjectInlineConfiguration => ({
  test: {
    name,
    include: shape.folders.map((folder) => `test/${folder}/**/*.test.{ts,tsx}`),
    setupFiles: ['test/setup/seed.ts', ...(shape.database ? ['test/contract/recorder.ts'] : [])],
    globalSetup: shape.database ? ['test/setup/global.ts'] : [],
    sequence: { groupOrder: shape.group },
    maxWorkers: shape.workers,
    testTimeout: shape.timeout,
    hookTimeout: shape.timeout * 3,
    expect: { poll: { timeout: 15_000 } },
  },
})

export default defineConfig({
  test: {
    passWithNoTests: true,
    sequence: { seed },
    projects: [
      project('unit', {
        folders: ['unit', 'conformance'],
        group: 1,
        database: false,
        workers: 2,
        timeout: 20_000,
      }),
      project('api', {
        folders: ['api', 'graphql', 'jobs', 'tenancy', 'contract', 'fuzz'],
        group: 2,
        database: true,
        workers: 2,
        timeout: 40_000,
      }),
      // Both wait more than they work, so that two of their files run at a time.
      project('process', { folders: ['process'], group: 3, database: true, workers: 2, timeout: 60_000 }),
      project('e2e', { folders: ['e2e'], group: 3, database: true, workers: 2, timeout: 60_000 }),
      // Alone on the machine, as seconds are counted.
      project('torture', { folders: ['torture'], group: 4, database: true, workers: 1, timeout: 60_000 }),
      // What all of the others have seen of the contract: fails when it runs alone.
      project('coverage', { folders: ['coverage'], group: 5, database: false, workers: 1, timeout: 60_000 }),
    ],
  },
})

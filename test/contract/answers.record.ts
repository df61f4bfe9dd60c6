import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { normal } from './answers.normal.ts'
import type { Noted } from './recorder.ts'

/*
 * Records an example of each success that has a body, and a problem of each status: what tests were really answered. `npm run openapi:answers` writes
 * them into server/http/openapi.answers.generated.json; answers.examples.test.ts fails when one is missing or has become
 * invalid.
 */

/** The first has nearly all; the others those that need a link, a code or a password, or show more. In order. */
const files = [
  ...[
    'contract/answers',
    'api/second-factor',
    'api/accounts',
    'api/invitations',
    'api/reminders',
    'api/sessions',
  ],
  ...[
    'api/versions.work',
    'api/changes',
    'api/demo-logins',
    'api/privacy-erasure',
    'api/calendar-feeds',
    'api/triage',
  ],
]
const folder = mkdtempSync(join(tmpdir(), 'afterword-answers-'))
const { status } = spawnSync(
  'npx',
  ['vitest', 'run', '--project', 'api', ...files.map((name) => `test/${name}.test.ts`)],
  { stdio: 'inherit', env: { ...process.env, RECORD_ANSWERS: '1', CONTRACT_RUN: folder } },
)
// A timing that a busy machine breaks is no reason to record nothing: what is recorded is held against its schema.
if (status !== 0) console.warn('Some tests failed.')

const all = readdirSync(folder)
  .filter((name) => name.endsWith('.jsonl'))
  .flatMap((name) => readFileSync(join(folder, name), 'utf8').trim().split('\n'))
  .map((line) => JSON.parse(line) as Noted)
/** What answers the examples of openapi.yaml comes first, what shows nothing last. */
const rank = ({ test = '', answered }: Noted): number =>
  (/"data":\[\]/.test(answered?.body ?? '') ? 100 : 0) +
  (test.includes('are taken as they stand') ? 0 : 1 + files.findIndex((name) => test.startsWith(`${name}.`)))
/** All operations share the problems of a status: those of a task, about its body, are the easiest to understand. */
const telling = ['changeTask', 'createTask', 'listChanges']
const rankOfProblem = (noted: Noted): number =>
  rank(noted) +
  (noted.answered?.body.includes('"pointer":"/') ? 0 : 1000) +
  200 * ((telling.indexOf(noted.answered?.operation.operationId ?? '') + 4) % 4)

const recorded = new Map<string, unknown>()
const keep = (key: string, { operation, body, at }: NonNullable<Noted['answered']>) => {
  if (!recorded.has(key)) recorded.set(key, normal(operation, body, at))
}
const successes = all.filter(({ answered }) => answered && answered.status < 300)
for (const { answered } of successes.sort((a, b) => rank(a) - rank(b)))
  if (answered) keep(`${answered.operation.operationId} ${answered.status}`, answered)
const problems = all.filter(({ answered }) => answered && answered.status >= 400)
for (const { answered } of problems.sort((a, b) => rankOfProblem(a) - rankOfProblem(b)))
  if (answered) keep(`problem ${answered.status}`, answered)
const sorted = Object.fromEntries([...recorded].sort(([a], [b]) => (a < b ? -1 : 1)))
writeFileSync('server/http/openapi.answers.generated.json', `${JSON.stringify(sorted, null, 1)}\n`)
console.log(`${recorded.size} answers recorded`)

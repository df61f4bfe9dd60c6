import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildMember, buildOrganization } from '../builders/people.ts'
import { type Api, startApi } from '../setup/api.ts'
import { mannWhitney } from '../setup/mann-whitney.ts'

/** Half of them by addresses that have an account. npm run torture:logins makes 2,000. */
const logins = Number(process.env.LOGINS ?? 200)
/** Fewer than reach the hash in an hour. */
const eachAddress = 10

let api: Api
let known: string[]

beforeAll(async () => {
  api = await startApi()
  const organization = await buildOrganization(api.owner)
  const people = Array.from({ length: Math.ceil((logins / 2 / eachAddress) * 3) }, () =>
    buildMember(api.owner, organization),
  )
  known = (await Promise.all(people)).map(({ email }) => email)
}, 60_000)
afterAll(() => api.close())

/** Nanoseconds until the answer, which is the same for all. */
async function timeOf(email: string): Promise<number> {
  const began = process.hrtime.bigint()
  const answer = await api.app.inject({
    ...{ method: 'POST', url: '/v1/auth/login', payload: { email, password: 'a wrong password' } },
  })
  expect(answer.statusCode).toBe(401)
  return Number(process.hrtime.bigint() - began)
}

/** Both kinds in turn, the first of each pair by lot, so that whatever else the machine does falls on both. */
async function run(round: number): Promise<number> {
  const of: { known: number[]; unknown: number[] } = { known: [], unknown: [] }
  const addresses = known.slice((round * known.length) / 3, ((round + 1) * known.length) / 3)
  for (let i = 0; i < 4; i++) await timeOf(`warm-up-${round}-${i}@people.test`)
  for (let i = 0; i < logins / 2; i++) {
    const at = Math.floor(i / eachAddress)
    const pair = [
      { kind: 'known', email: addresses[at] as string },
      { kind: 'unknown', email: `${round}-${at}-somebody@people.test` },
    ] as const
    for (const { kind, email } of Math.random() < 0.5 ? pair : pair.toReversed())
      of[kind].push(await timeOf(email))
  }
  return mannWhitney(of.known, of.unknown)
}

it('takes as long for an address that has a login here as for any other', async () => {
  const found: number[] = []
  for (let round = 0; round < 3; round++) {
    const p = await run(round)
    found.push(p)
    console.log(`known and unknown addresses: ${logins} logins, Mann-Whitney p = ${p.toFixed(4)}`)
    if (p > 0.05) return
  }
  expect.fail(`three runs of three told them apart: p = ${found.map((p) => p.toFixed(4))}`)
}, 300_000)

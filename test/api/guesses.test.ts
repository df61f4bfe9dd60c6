import { afterAll, beforeAll, expect, it } from 'vitest'
import { hashing } from '../../server/features/auth/auth.passwords.ts'
import { buildPractice, password } from '../builders/people.ts'
import { type Api, startApi } from '../setup/api.ts'

/** From a tenth as many addresses. npm run torture:logins makes 10,000. */
const guesses = Number(process.env.GUESSES ?? 500)

let api: Api
beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.close())

const logIn = (payload: object, remoteAddress: string) =>
  api.app.inject({ method: 'POST', url: '/v1/auth/login', payload, remoteAddress })

it('of guesses from everywhere thirty an hour reach the hash, and the owner still gets in', async () => {
  const { coach } = await buildPractice(api.owner)
  const { deviceToken } = (await logIn({ email: coach.email, password }, '192.0.2.1')).json()
  const before = hashing.started
  const statuses = new Map<number, number>()
  const from = guesses / 10
  for (let i = 0; i < guesses; i += 50) {
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) => {
        const at = (i + n) % from
        return logIn(
          { email: coach.email, password: `a guess ${i + n}` },
          `198.51.${Math.floor(at / 250)}.${(at % 250) + 1}`,
        )
      }),
    )
    for (const { statusCode } of answers) statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1)
  }
  // The owner's own login, on a device that was not known then, was one of the thirty.
  expect(Object.fromEntries(statuses)).toEqual({ 401: 29, 429: guesses - 29 })
  expect(hashing.started - before).toBe(29)
  expect((await logIn({ email: coach.email, password, deviceToken }, '192.0.2.1')).statusCode).toBe(200)
  console.log(`${guesses} guesses from ${from} addresses: 29 reached the hash`)
}, 300_000)

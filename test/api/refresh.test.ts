import pino from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildApp } from '../../server/app.ts'
import { createContext } from '../../server/context.ts'
import { buildPractice, password } from '../builders/people.ts'
import { type Api, startApi } from '../setup/api.ts'

let api: Api
let other: Awaited<ReturnType<typeof buildApp>>
let close: () => Promise<void>

/** Two replicas over one database. */
beforeAll(async () => {
  api = await startApi()
  const context = await createContext(api.context.config, api.database.urls.api, pino({ level: 'silent' }))
  other = await buildApp(context)
  await other.ready()
  close = async () => {
    await other.close()
    await context.close()
  }
})
afterAll(async () => {
  await close()
  await api.close()
})

interface Tokens {
  accessToken: string
  refreshToken: string
}

async function logIn(): Promise<Tokens> {
  const { coach } = await buildPractice(api.owner)
  const payload = { email: coach.email, password }
  return (await api.app.inject({ method: 'POST', url: '/v1/auth/login', payload })).json()
}

let turn = 0
/** Of one replica or the other. */
const anywhere = () => (turn++ % 2 ? api.app : other)
const refresh = (refreshToken: string) =>
  anywhere().inject({ method: 'POST', url: '/v1/auth/refresh', payload: { refreshToken } })
const isIn = async ({ accessToken }: Tokens): Promise<boolean> => {
  const headers = { authorization: `Bearer ${accessToken}` }
  return (await anywhere().inject({ method: 'GET', url: '/v1/auth/me', headers })).statusCode === 200
}

it('twenty tabs that wake at once, again and again, all stay in', async () => {
  let tokens = await logIn()
  for (let wave = 0; wave < 20; wave++) {
    const answers = await Promise.all(Array.from({ length: 20 }, () => refresh(tokens.refreshToken)))
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(20).fill(200))
    const all = answers.map((answer) => answer.json() as Tokens)
    expect(new Set(all.map(({ refreshToken }) => refreshToken)).size, 'one next token for all').toBe(1)
    expect(await Promise.all(all.map(isIn))).toEqual(Array(20).fill(true))
    tokens = all[wave % 20] as Tokens
  }
})

it('a thousand answers that never arrive log nobody out', async () => {
  let tokens = await logIn()
  for (let i = 0; i < 1_000; i++) {
    await refresh(tokens.refreshToken) // its answer is lost
    // As if a minute had gone by: no grace of ten seconds helps.
    if (i % 100 === 0)
      await api.owner.query(`UPDATE session SET rotated_at = rotated_at - interval '1 minute'`)
    const answer = await refresh(tokens.refreshToken)
    if (answer.statusCode !== 200) expect.fail(`after ${i} lost answers: ${answer.body}`)
    tokens = answer.json()
  }
  expect(await isIn(tokens)).toBe(true)
}, 120_000)

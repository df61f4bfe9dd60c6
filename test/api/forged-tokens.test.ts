import { createPrivateKey } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { rotateKeys } from '../../server/features/auth/auth.keys.ts'
import { buildPractice, type Practice } from '../builders/people.ts'
import { type Api, startApi } from '../setup/api.ts'
import { type Fields, forgedTokens, type Material, read, signedBy } from './forged-tokens.corpus.ts'

let api: Api
let practice: Practice
let genuine: string
let material: Material

const partsOf = (token: string): { head: Fields; claims: Fields } => {
  const [first = '', second = ''] = token.split('.')
  return { head: read(first), claims: read(second) }
}

beforeAll(async () => {
  api = await startApi()
  practice = await buildPractice(api.owner)
  genuine = (await api.as(practice.coach)).token
  const out = await api.as(practice.client)
  await out.post('/v1/auth/logout-everywhere').send({}).expect(204)
  const there = await api.as((await buildPractice(api.owner)).coach)
  const { head, claims } = partsOf(genuine)
  const { rows } = await api.owner.query('SELECT private_key FROM signing_key WHERE kid = $1', [head.kid])
  const ours = createPrivateKey(rows[0].private_key)
  material = { genuine, head, claims, ours, ended: out.token, elsewhere: partsOf(there.token).claims }
})
afterAll(() => api.close())

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
const rest = async (token: string) =>
  (await api.app.inject({ method: 'GET', url: '/v1/auth/me', headers: bearer(token) })).statusCode
const graph = async (token: string) =>
  (
    await api.app.inject({
      ...{ method: 'POST', url: '/graphql', payload: { query: '{ clients { edges { node { id } } } }' } },
      headers: bearer(token),
    })
  ).statusCode

it('a token that is made here as ours are is taken, so that the refusals below mean something', async () => {
  const { head, claims, ours } = material
  for (const token of [genuine, signedBy(ours, head, claims)])
    expect([await rest(token), await graph(token)]).toEqual([200, 200])
})

it('none of more than sixty forged tokens is taken, by REST or GraphQL', async () => {
  const corpus = forgedTokens(material)
  expect(new Set(corpus.map(([, token]) => token)).size).toBe(corpus.length)
  expect(corpus.length).toBeGreaterThan(60)
  const taken: string[] = []
  for (const [name, token] of corpus)
    for (const [by, status] of [
      ['REST', await rest(token)],
      ['GraphQL', await graph(token)],
    ] as const)
      if (status !== 401) taken.push(`${name} by ${by}: ${status}`)
  expect(taken).toEqual([])
  console.log(`${corpus.length} forged tokens, each by REST and GraphQL: all 401`)
})

it('keys follow each other: the next is published before it signs, the last holds for its tokens', async () => {
  const source = api.context.api
  const { signing } = api.context.keys
  const kids = () => signing.published().map(({ kid }) => kid)
  const kidNow = () => partsOf(api.app.jwt.sign({ sub: '', org: '', sid: '' })).head.kid
  const { kid } = material.head
  expect(await rotateKeys(source)).toBe(true)
  await signing.reload()
  expect(kids()).toHaveLength(2)
  expect(kidNow()).toBe(kid)
  await api.owner.query(`UPDATE signing_key SET signs_from = now() - interval '1 second' WHERE kid <> $1`, [
    kid,
  ])
  await signing.reload()
  expect(kidNow()).not.toBe(kid)
  expect(await rest(genuine)).toBe(200)
  await api.owner.query(
    `UPDATE signing_key SET signs_from = now() - CASE kid WHEN $1 THEN interval '1 hour' ELSE interval '31 minutes' END`,
    [kid],
  )
  await signing.reload()
  expect(kids()).not.toContain(kid)
  expect(await rest(genuine)).toBe(401)
})

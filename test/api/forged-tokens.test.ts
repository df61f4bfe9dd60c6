import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { rotateKeys } from '../../server/features/auth/auth.keys.ts'
import { buildPractice } from '../builders/people.ts'
import { type Api, startApi } from '../setup/api.ts'

type Fields = Record<string, unknown>

let api: Api
let genuine: string
let head: Fields
let claims: Fields
/** Our own key: what it signs is refused for what it says, not for the signature. */
let ours: KeyObject

beforeAll(async () => {
  api = await startApi()
  genuine = (await api.as((await buildPractice(api.owner)).coach)).token
  const [first = '', second = ''] = genuine.split('.')
  head = read(first)
  claims = read(second)
  const { rows } = await api.owner.query('SELECT private_key FROM signing_key WHERE kid = $1', [head.kid])
  ours = createPrivateKey(rows[0].private_key)
})
afterAll(() => api.close())

const read = (part: string): Fields => JSON.parse(Buffer.from(part, 'base64url').toString())
const write = (fields: Fields): string => Buffer.from(JSON.stringify(fields)).toString('base64url')
const text = (more: Fields, body: Fields) => `${write({ ...head, ...more })}.${write({ ...claims, ...body })}`
const signed = (more: Fields, body: Fields, key = ours) =>
  `${text(more, body)}.${sign(null, Buffer.from(text(more, body)), key).toString('base64url')}`
const statusOf = async (token: string) =>
  (await api.anyone.get('/v1/auth/me').set('authorization', `Bearer ${token}`)).status
const now = () => Math.floor(Date.now() / 1000)

it('a token that is made here as ours are is taken, so that the refusals below mean something', async () => {
  expect(await statusOf(genuine)).toBe(200)
  expect(await statusOf(signed({}, {}))).toBe(200)
})

it.each<[string, () => Fields]>([
  ['is over', () => ({ exp: now() - 1 })],
  ['never ends', () => ({ exp: undefined })],
  ['holds only later', () => ({ nbf: now() + 600 })],
  ['was made in the future', () => ({ iat: now() + 600 })],
  ['is for another audience', () => ({ aud: 'elsewhere' })],
  ['is of another issuer', () => ({ iss: 'elsewhere' })],
  ['names no session', () => ({ sid: undefined })],
])('a token of our own key that %s is refused', async (_name, body) => {
  expect(await statusOf(signed({}, body()))).toBe(401)
})

it.each<[string, () => string]>([
  ['without a signature', () => `${text({}, {})}.`],
  ['with the algorithm "none"', () => `${text({ alg: 'none' }, {})}.`],
  [
    'with our public key as the secret of an HMAC',
    () => {
      const body = text({ alg: 'HS256' }, {})
      const secret = createPublicKey(ours).export({ type: 'spki', format: 'pem' })
      return `${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`
    },
  ],
  ['of another type', () => signed({ typ: 'JWT' }, {})],
  ['that names where its key is', () => signed({ jku: 'https://elsewhere.test/keys' }, {})],
  ['that names a key of ours and is signed by another', () => signed({}, {}, stranger().privateKey)],
  [
    'that brings its own key along',
    () => {
      const { privateKey, publicKey } = stranger()
      return signed({ jwk: publicKey.export({ format: 'jwk' }) }, {}, privateKey)
    },
  ],
])('a token %s is refused', async (_name, token) => {
  expect(await statusOf(token())).toBe(401)
})

const stranger = () => generateKeyPairSync('ed25519')

it('keys follow each other: the next is published before it signs, the last holds for its tokens', async () => {
  const source = api.context.api
  const { signing } = api.context.keys
  const kids = () => signing.published().map(({ kid }) => kid)
  const kidNow = () => read(api.app.jwt.sign({ sub: '', org: '', sid: '' }).split('.')[0] ?? '').kid
  expect(await rotateKeys(source)).toBe(true)
  await signing.reload()
  expect(kids()).toHaveLength(2)
  expect(kidNow()).toBe(head.kid)
  await api.owner.query(`UPDATE signing_key SET signs_from = now() - interval '1 second' WHERE kid <> $1`, [
    head.kid,
  ])
  await signing.reload()
  expect(kidNow()).not.toBe(head.kid)
  expect(await statusOf(genuine)).toBe(200)
  await api.owner.query(
    `UPDATE signing_key SET signs_from = now() - CASE kid WHEN $1 THEN interval '1 hour' ELSE interval '31 minutes' END`,
    [head.kid],
  )
  await signing.reload()
  expect(kids()).not.toContain(head.kid)
  expect(await statusOf(genuine)).toBe(401)
})

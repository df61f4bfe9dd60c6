import {
  createHmac,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto'

export type Fields = Record<string, unknown>

/** What a forger may have: a token that was taken once, and our public key; `ours` signs what only we could sign. */
export interface Material {
  genuine: string
  head: Fields
  claims: Fields
  ours: KeyObject
  /** A genuine token whose login has ended, one of another organization, one whose login was never opened. */
  ended: string
  elsewhere: Fields
}

export const read = (part: string): Fields => JSON.parse(Buffer.from(part, 'base64url').toString())
const b64 = (text: string | Buffer): string => Buffer.from(text).toString('base64url')
const write = (fields: Fields): string => b64(JSON.stringify(fields))
const now = () => Math.floor(Date.now() / 1000)
const ed = (body: string, key: KeyObject) => sign(null, Buffer.from(body), key).toString('base64url')

/** A token of these parts, signed by a key of ours or somebody's. */
export function signedBy(key: KeyObject, head: Fields, claims: Fields): string {
  const body = `${write(head)}.${write(claims)}`
  return `${body}.${ed(body, key)}`
}

/** Every way we know in which a token that we did not give out, or that holds no more, may look like one of ours. */
export function forgedTokens({
  genuine,
  head,
  claims,
  ours,
  ended,
  elsewhere,
}: Material): [string, string][] {
  const [first = '', second = '', third = ''] = genuine.split('.')
  const stranger = generateKeyPairSync('ed25519')
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const publicKey = createPublicKey(ours)
  const pem = publicKey.export({ type: 'spki', format: 'pem' })
  const der = publicKey.export({ type: 'spki', format: 'der' })
  const jwk = JSON.stringify(publicKey.export({ format: 'jwk' }))
  const raw = der.subarray(-32)
  const says = (more: Fields) => signedBy(ours, head, { ...claims, ...more })
  const heads = (more: Fields) => signedBy(ours, { ...head, ...more }, claims)
  const unsigned = (alg: string) => `${write({ ...head, alg })}.${second}.`
  const hmac = (alg: string, hash: string, secret: string | Buffer) => {
    const body = `${write({ ...head, alg })}.${second}`
    return `${body}.${createHmac(hash, secret).update(body).digest('base64url')}`
  }
  const by = (alg: string, key: KeyObject, more: Fields = {}) => {
    const body = `${write({ ...head, alg, ...more })}.${second}`
    const options = alg === 'ES256' ? ({ key, dsaEncoding: 'ieee-p1363' } as const) : key
    return `${body}.${sign('sha256', Buffer.from(body), options).toString('base64url')}`
  }
  const kid = (value: unknown) => signedBy(stranger.privateKey, { ...head, kid: value }, claims)
  const flipped = Buffer.from(third, 'base64url')
  flipped[10] = (flipped[10] as number) ^ 1
  const twice = (text: string) => `${first}.${b64(text)}.${ed(`${first}.${b64(text)}`, ours)}`
  const whole = JSON.stringify(claims)
  const endless = JSON.stringify({ ...claims, exp: undefined })

  return [
    // No signature, or one that anybody can make.
    ...['none', 'None', 'NONE', 'nOnE', ''].map((alg): [string, string] => [`alg "${alg}"`, unsigned(alg)]),
    ['alg none with the genuine signature', `${write({ ...head, alg: 'none' })}.${second}.${third}`],
    ['alg left out', signedBy(ours, { ...head, alg: undefined }, claims)],
    ['alg a list', heads({ alg: ['EdDSA'] })],
    ['HS256 with the public key as PEM', hmac('HS256', 'sha256', pem)],
    ['HS256 with the public key as PEM, trimmed', hmac('HS256', 'sha256', pem.toString().trim())],
    ['HS256 with the public key as DER', hmac('HS256', 'sha256', der)],
    ['HS256 with the public key as JWK', hmac('HS256', 'sha256', jwk)],
    ['HS256 with the bare public key', hmac('HS256', 'sha256', raw)],
    ['HS256 with the kid', hmac('HS256', 'sha256', String(head.kid))],
    ['HS256 with nothing', hmac('HS256', 'sha256', '')],
    ['HS512 with the public key', hmac('HS512', 'sha512', pem)],
    ['RS256', by('RS256', rsa.privateKey)],
    ['PS256', by('PS256', rsa.privateKey)],
    ['ES256', by('ES256', ec.privateKey)],
    ['ES256 of zeros', `${write({ ...head, alg: 'ES256' })}.${second}.${b64(Buffer.alloc(64))}`],
    ['EdDSA of zeros', `${first}.${second}.${b64(Buffer.alloc(64))}`],
    ['Ed25519 for EdDSA', heads({ alg: 'Ed25519' })],
    ['a stranger’s key under our kid', signedBy(stranger.privateKey, head, claims)],
    // A key of the forger’s choice.
    ['jku', signedBy(stranger.privateKey, { ...head, jku: 'https://127.0.0.1/keys' }, claims)],
    ['jku of ours', heads({ jku: '/.well-known/jwks.json' })],
    ['x5u', signedBy(stranger.privateKey, { ...head, x5u: 'https://127.0.0.1/cert' }, claims)],
    ['x5c', signedBy(stranger.privateKey, { ...head, x5c: [b64(der)] }, claims)],
    [
      'jwk',
      signedBy(stranger.privateKey, { ...head, jwk: stranger.publicKey.export({ format: 'jwk' }) }, claims),
    ],
    ['kid a path', kid('../../../../dev/null')],
    ['kid a file', kid('file:///etc/hostname')],
    ['kid an address', kid('https://127.0.0.1/key')],
    ['kid a query', kid("x' UNION SELECT 'key' --")],
    ['kid with NUL', kid(`${head.kid}\u0000`)],
    ['kid of the prototype', kid('__proto__')],
    ['kid a number', kid(0)],
    ['kid an object', kid({ toString: head.kid })],
    ['kid null', kid(null)],
    ['kid left out', signedBy(ours, { ...head, kid: undefined }, claims)],
    // What the head says besides.
    ['crit', heads({ crit: ['exp'] })],
    ['crit of b64', heads({ crit: ['b64'], b64: false })],
    ['cty of a nested token', heads({ cty: 'JWT' })],
    ['zip', heads({ zip: 'DEF' })],
    ['typ JWT', heads({ typ: 'JWT' })],
    ['typ of an ID token', heads({ typ: 'id+jwt' })],
    ['typ in capitals', heads({ typ: 'AT+JWT' })],
    ['typ left out', heads({ typ: undefined })],
    // What it says, signed by our own key as if by a mistake of ours.
    ['aud elsewhere', says({ aud: 'elsewhere' })],
    ['aud a list', says({ aud: ['afterword-api', 'elsewhere'] })],
    ['aud left out', says({ aud: undefined })],
    ['iss elsewhere', says({ iss: 'elsewhere' })],
    ['iss left out', says({ iss: undefined })],
    ['exp past', says({ exp: now() - 1 })],
    ['exp a text', says({ exp: String(now() + 600) })],
    ['exp a fraction', says({ exp: now() + 600.5 })],
    ['exp negative', says({ exp: -1 })],
    ['exp left out', says({ exp: undefined })],
    ['exp null', says({ exp: null })],
    ['nbf in the future', says({ nbf: now() + 600 })],
    ['iat in the future', says({ iat: now() + 600 })],
    ['iat left out', says({ iat: undefined })],
    ['jti left out', says({ jti: undefined })],
    ['sub left out', says({ sub: undefined })],
    ['sid left out', says({ sid: undefined })],
    ['sid a query', says({ sid: "' OR true --" })],
    ['sid an object', says({ sid: { id: claims.sid } })],
    ['org of somebody else', says({ org: elsewhere.org })],
    ['session of another organization', says({ sid: elsewhere.sid })],
    ['session that there is not', says({ sid: '019b0000-0000-7000-8000-000000000000' })],
    ['exp of the prototype', twice(`{"__proto__":{"exp":9999999999},${endless.slice(1)}`)],
    ['exp twice', twice(whole.replace(/"exp":\d+/, `"exp":9999999999,"exp":${now() - 1}`))],
    ['claims a list', twice('[]')],
    ['claims no JSON', twice('exp')],
    ['claims nothing', twice('')],
    ['an ended login', ended],
    // The genuine token, changed.
    ['signature left out', `${first}.${second}.`],
    ['signature cut', genuine.slice(0, -6)],
    ['signature of one changed bit', `${first}.${second}.${flipped.toString('base64url')}`],
    ['signature padded', `${genuine}==`],
    [
      'signature in base64',
      `${first}.${second}.${Buffer.from(third, 'base64url').toString('base64').replace(/=+$/, '')}+`,
    ],
    ['signature with other spare bits', `${genuine.slice(0, -1)}${genuine.endsWith('A') ? 'B' : 'A'}`],
    ['signature of another text', says({ jti: 'x' }).split('.').with(1, second).join('.')],
    ['claims changed', `${first}.${write({ ...claims, sub: claims.sid })}.${third}`],
    ['head with a space', `${b64(` ${JSON.stringify(head)}`)}.${second}.${third}`],
    ['head in another order', signedBy(ours, { kid: head.kid, typ: head.typ, alg: head.alg }, claims)],
    [
      'head alg twice',
      `${b64(`{"alg":"none","alg":"EdDSA","typ":"at+jwt","kid":"${head.kid}"}`)}.${second}.${third}`,
    ],
    ['a fourth part', `${genuine}.${third}`],
    ['five parts, as if encrypted', `${genuine}.${third}.${third}`],
    ['two parts', `${first}.${second}`],
    ['one part', first],
    [
      'JSON serialization',
      JSON.stringify({ payload: second, signatures: [{ protected: first, signature: third }] }),
    ],
    [
      'letters that look alike',
      genuine.replace(/[aceo]/, (letter) => ({ a: 'а', c: 'с', e: 'е', o: 'о' })[letter] ?? ''),
    ],
    ['a line break inside', `${first}.%0a${second}.${third}`],
    ['too long', `${first}.${second}${'A'.repeat(3_000)}.${third}`],
    ['random', randomBytes(200).toString('base64url')],
  ]
}

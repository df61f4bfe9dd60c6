import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { composeMail } from '../../server/features/mail/mail.compose.ts'
import { runMailer } from '../../server/features/mail/mail.delivery.ts'
import { buildPractice, type Practice } from '../builders/people.ts'
import { type Api, type Caller, startApi } from '../setup/api.ts'
import { startMailServer } from '../setup/smtp.ts'

let api: Api
let practice: Practice
let admin: Caller

beforeAll(async () => {
  api = await startApi()
  practice = await buildPractice(api.owner)
  admin = await api.as(practice.admin)
})
afterAll(() => api.close())

describe('an address that somebody enters', () => {
  /** Every schema of a field that is an address, wherever it stands. */
  function addressFields(value: unknown): { pattern?: string }[] {
    if (typeof value !== 'object' || value === null) return []
    const { format, examples: _, ...rest } = value as Record<string, unknown>
    const here = typeof format === 'string' && /^(uri|iri|url)/.test(format) ? [value] : []
    return [...here, ...Object.values(rest).flatMap(addressFields)]
  }

  it('is one of the web, in every field that takes one', () => {
    const fields = addressFields(Object.values(api.app.getSchemas()))
    const inRoutes = addressFields(api.app.routeTable.map(({ schema }) => schema))
    expect(fields.length + inRoutes.length).toBeGreaterThan(0)
    for (const { pattern } of [...fields, ...inRoutes]) expect(pattern).toMatch(/^\^https(\?)?:/)
  })

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)//https://example.com',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'file:///etc/passwd',
    'ftp://example.com',
    '//example.com',
    ' https://example.com',
    'https:example.com',
    'java\nscript:alert(1)',
  ])('is refused with another protocol: %j', async (website) => {
    const answer = await admin.post('/v1/employers').send({ name: 'Lumen', website })
    expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([400, '/website'])
  })
})

describe('a mail', () => {
  it('gets no header, recipient or command from a name or an address', async () => {
    const { organizationId } = practice
    const bad = 'Harbour\r\nBcc: eve@elsewhere.test\r\n\r\nHello'
    const smtp = await startMailServer()
    onTestFinished(smtp.close)
    const pool = new pg.Pool({ connectionString: api.database.urls.worker, max: 2 })
    onTestFinished(() => pool.end())
    await api.owner.query('UPDATE organization SET name = $2 WHERE id = $1', [organizationId, bad])
    const invite = (email: string) =>
      admin
        .post('/v1/invitations')
        .send({ kind: 'member', role: 'coach', email, name: `Noor\r\nCc: eve@x.test` })
    for (const email of [
      'a@b.test\r\nBcc: eve@x.test',
      'a@b.test>\r\nRCPT TO:<eve@x.test',
      'a@b.test,eve@x.test',
    ])
      expect((await invite(email)).status).toBe(400)
    const named = await invite('noor@people.test')
    expect([201, 400]).toContain(named.status)
    if (named.status === 400)
      await admin.post('/v1/invitations').send({ kind: 'member', role: 'coach', email: 'noor@people.test' })
    const mailer = runMailer(
      pool,
      { smtpUrl: smtp.url, from: 'Harbour <mail@harbour.test>', host: 'harbour.test' },
      { info() {}, warn() {} },
    )
    onTestFinished(mailer.stop)
    await expect.poll(() => smtp.received.length, { timeout: 15_000 }).toBe(1)
    const [{ to, source } = { to: [], source: '' }] = smtp.received
    const [head = ''] = source.split('\r\n\r\n')
    expect(to).toEqual(['noor@people.test'])
    expect(head).not.toMatch(/^(bcc|cc):/im)
    expect(head.match(/^subject:/gim)).toHaveLength(1)
    expect(
      composeMail('invitation-member', 'en', { organization: bad }, 'https://a.test').subject,
    ).not.toMatch(/[\r\n]/)
  })
})

describe('a provider that sends us elsewhere', () => {
  it('is not followed, neither for its addresses nor with the code', { timeout: 60_000 }, async () => {
    const visited: string[] = []
    const trap = createServer((request, response) => {
      visited.push(String(request.url))
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    })
    let moved = false
    const issuer = createServer((request, response) => {
      const { url = '' } = request
      if (moved && url.includes('.well-known'))
        return response.writeHead(302, { location: `${addressOf(trap)}/metadata` }).end()
      if (url.includes('.well-known')) {
        const own = addressOf(issuer)
        return response.writeHead(200, { 'content-type': 'application/json' }).end(
          JSON.stringify({
            issuer: own,
            authorization_endpoint: `${own}/authorize`,
            token_endpoint: `${own}/token`,
            jwks_uri: `${own}/keys`,
            code_challenge_methods_supported: ['S256'],
          }),
        )
      }
      return response.writeHead(307, { location: `${addressOf(trap)}${url}` }).end()
    })
    for (const server of [trap, issuer]) {
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
      onTestFinished(
        () => new Promise<void>((done) => server.close(() => done()) && server.closeAllConnections()),
      )
    }
    const publicUrl = 'http://127.0.0.1:3997'
    const settings = {
      PUBLIC_URL: publicUrl,
      OIDC_ISSUER: addressOf(issuer),
      OIDC_CLIENT_ID: 'afterword',
      OIDC_CLIENT_SECRET: 'a secret',
    }
    const leaving = await startApi(settings)
    onTestFinished(leaving.close)
    moved = true
    const lost = await leaving.app.inject('/v1/auth/oidc/start')
    expect(lost.headers.location).toBe(`${publicUrl}/login#oidc=unavailable`)
    moved = false
    const away = await leaving.app.inject('/v1/auth/oidc/start')
    const state = new URL(String(away.headers.location)).searchParams.get('state')
    const cookie = away.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
    const back = await leaving.app.inject({
      url: `/v1/auth/oidc/callback?code=secret-code&state=${state}`,
      headers: { cookie },
    })
    expect(back.headers.location).toBe(`${publicUrl}/login#oidc=unauthorized`)
    expect(visited).toEqual([])
  })
})

const addressOf = (server: ReturnType<typeof createServer>): string =>
  `http://127.0.0.1:${(server.address() as AddressInfo).port}`

import { setTimeout as sleep } from 'node:timers/promises'
import { Secret, TOTP } from 'otpauth'
import pg from 'pg'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildApp } from '../../server/app.ts'
import { createContext } from '../../server/context.ts'
import { hashing } from '../../server/features/auth/auth.passwords.ts'
import { runMailer } from '../../server/features/mail/mail.delivery.ts'
import { buildPractice, type Person, type Practice, password } from '../builders/people.ts'
import { type Api, startApi } from '../setup/api.ts'
import { type MailServer, startMailServer } from '../setup/smtp.ts'

let api: Api
let ours: Practice
let smtp: MailServer
let workers: pg.Pool
let mailer: ReturnType<typeof runMailer>

const settings = () => ({ smtpUrl: smtp.url, from: 'Harbour <mail@harbour.test>', host: 'harbour.test' })
const quiet = { info() {}, warn() {} }

beforeAll(async () => {
  api = await startApi()
  smtp = await startMailServer()
  workers = new pg.Pool({ connectionString: api.database.urls.worker, max: 2 })
  mailer = runMailer(workers, settings(), quiet)
})
afterAll(async () => {
  await mailer.stop()
  await workers.end()
  await smtp.close()
  await api.close()
})

const post = (url: string, payload: object, headers: Record<string, string> = {}) =>
  api.app.inject({ method: 'POST', url, payload, headers })
const logIn = (person: { email: string }, given = password, more: object = {}) =>
  post('/v1/auth/login', { email: person.email, password: given, ...more })

/** The link in the latest mail to somebody, once it has arrived. */
async function linkTo({ email }: Person, page: string): Promise<string> {
  for (let tries = 0; tries < 200; tries++) {
    const mail = smtp.received.findLast(
      ({ to, source }) => to.includes(email) && source.includes(`/${page}#token=`),
    )
    const token = mail && /#token=3D([\w-]{43})|#token=([\w-]{43})/.exec(mail.source.replaceAll('=\r\n', ''))
    if (token) return (token[1] ?? token[2]) as string
    mailer.wake()
    await sleep(50)
  }
  throw new Error(`No link to /${page} came for ${email}`)
}

describe('guessing', () => {
  it('reaches the hash at most 30 times an hour for one address, known or not, over two instances', async () => {
    const { coach } = await buildPractice(api.owner)
    const context = await createContext(api.context.config, api.database.urls.api, pino({ level: 'silent' }))
    const second = await buildApp(context)
    await second.ready()
    try {
      for (const email of [coach.email, 'nobody@people.test']) {
        const before = hashing.started
        const answers = await Promise.all(
          Array.from({ length: 200 }, async (_, i) => {
            for (;;) {
              const answer = await (i % 2 ? api.app : second).inject({
                method: 'POST',
                url: '/v1/auth/login',
                payload: { email, password: `a wrong password ${i}` },
                remoteAddress: `198.51.100.${i % 250}`,
              })
              // A busy machine has too few connections for so many at once; whoever is told so asks again.
              if (answer.statusCode !== 503) return answer
            }
          }),
        )
        const hashed = hashing.started - before
        expect(hashed).toBeLessThanOrEqual(30)
        expect(hashed).toBeGreaterThan(20)
        const wrong = answers.filter(({ statusCode }) => statusCode === 401)
        expect(wrong.length).toBeLessThanOrEqual(hashed)
        const refused = answers.filter(({ statusCode }) => statusCode === 429)
        expect(refused).toHaveLength(200 - wrong.length)
        expect(Number(refused[0]?.headers['retry-after'])).toBeGreaterThan(3000)
      }
    } finally {
      await second.close()
      await context.close()
    }
  })

  it('does not keep the owner out: their device still gets in, a new one by a link', async () => {
    const { coach } = await buildPractice(api.owner)
    const { deviceToken } = (await logIn(coach)).json()
    for (let i = 0; i < 40; i++) await logIn(coach, `a wrong password ${i}`)
    expect((await logIn(coach)).statusCode).toBe(429)
    expect((await logIn(coach, password, { deviceToken })).statusCode).toBe(200)
    expect((await logIn(coach, password, { deviceToken: 'x'.repeat(43) })).statusCode).toBe(429)
    const token = await linkTo(coach, 'magic')
    expect((await post('/v1/auth/magic-link/accept', { token })).statusCode).toBe(200)
  })

  it('asks somebody of several organizations which one is meant, and the link still works then', async () => {
    const [first, { coach }] = [await buildPractice(api.owner), await buildPractice(api.owner)]
    const account = '(SELECT account_id FROM member WHERE id = $2)'
    await api.owner.query(`UPDATE member SET account_id = ${account} WHERE id = $1`, [
      first.other.id,
      coach.id,
    ])
    await api.owner.query(
      `INSERT INTO account_access (organization_id, account_id) VALUES ($1, ${account})`,
      [first.organizationId, coach.id],
    )
    await post('/v1/auth/magic-link', { email: coach.email })
    const token = await linkTo(coach, 'magic')
    const accept = (more: object = {}) => post('/v1/auth/magic-link/accept', { token, ...more })
    const asked = await accept()
    expect([asked.statusCode, asked.json().errors[0].code]).toEqual([422, 'organization_required'])
    const { organizations } = asked.json()
    expect(organizations.map(({ id }: { id: string }) => id)).toContain(first.organizationId)
    expect(organizations).toHaveLength(2)
    expect((await accept({ organizationId: first.organizationId })).statusCode).toBe(200)
    expect((await accept({ organizationId: first.organizationId })).statusCode).toBe(401)
  })

  it('is counted by network too, and a forged X-Forwarded-For changes nothing', async () => {
    const tries = (i: number) =>
      api.app.inject({
        method: 'POST',
        url: '/v1/auth/login',
        payload: { email: `guess-${i}@people.test`, password: 'a wrong password' },
        remoteAddress: `2001:db8:1:2::${i.toString(16)}`,
        headers: { 'x-forwarded-for': `203.0.113.${i % 250}` },
      })
    const statuses: number[] = []
    for (let i = 0; i < 320; i += 20)
      statuses.push(
        ...(await Promise.all(Array.from({ length: 20 }, (_, n) => tries(i + n)))).map((r) => r.statusCode),
      )
    expect(statuses.filter((status) => status === 401)).toHaveLength(300)
    expect(statuses.filter((status) => status === 429)).toHaveLength(20)
  })

  it('leaves no address in the table', async () => {
    const { rows } = await api.owner.query('SELECT bucket FROM login_try')
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.every(({ bucket }) => bucket.length === 32)).toBe(true)
  })
})

describe('a forgotten password', () => {
  it('is set anew by a link that works once; all logins end', async () => {
    ours = await buildPractice(api.owner)
    const before = await api.as(ours.coach)
    expect(
      (await post('/v1/auth/password-reset', { email: ours.coach.email.toUpperCase() })).statusCode,
    ).toBe(202)
    const token = await linkTo(ours.coach, 'reset')
    const weak = await post('/v1/auth/password-reset/accept', { token, password: 'password1234' })
    expect([weak.statusCode, weak.json().errors[0].code]).toEqual([400, 'too_common'])
    // Their own name, their address, and the practice's name.
    for (const word of ['Hale', ours.coach.email.split('@')[0], 'Careers']) {
      const about = { token, password: `${word}-2026-!!!!` }
      const answer = await post('/v1/auth/password-reset/accept', about)
      expect([word, answer.statusCode, answer.json().errors[0].code]).toEqual([word, 400, 'about_you'])
    }
    const body = { token, password: 'four words that hold' }
    expect((await post('/v1/auth/password-reset/accept', body)).statusCode).toBe(204)
    expect((await post('/v1/auth/password-reset/accept', body)).statusCode).toBe(401)
    expect((await before.get('/v1/clients')).status).toBe(401)
    expect([
      (await logIn(ours.coach)).statusCode,
      (await logIn(ours.coach, body.password)).statusCode,
    ]).toEqual([401, 200])
  })

  it('gets the same answer for an address that nobody has, and no mail', async () => {
    const count = async () => (await api.owner.query('SELECT count(*)::int AS n FROM mail')).rows[0].n
    const before = await count()
    const known = await post('/v1/auth/password-reset', { email: ours.other.email })
    const unknown = await post('/v1/auth/password-reset', { email: 'nobody@people.test' })
    expect([known.statusCode, known.body]).toEqual([unknown.statusCode, unknown.body])
    await linkTo(ours.other, 'reset')
    expect(await count()).toBe(before + 1)
  })

  it('takes no second factor away when it is set anew', async () => {
    const { coach } = await buildPractice(api.owner)
    const headers = { authorization: `Bearer ${(await logIn(coach)).json().accessToken}` }
    const { secret } = (await post('/v1/auth/second-factor', { password }, headers)).json()
    const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate()
    expect((await post('/v1/auth/second-factor/confirm', { code }, headers)).statusCode).toBe(200)
    await post('/v1/auth/password-reset', { email: coach.email })
    const body = { token: await linkTo(coach, 'reset'), password: 'four words that hold' }
    expect((await post('/v1/auth/password-reset/accept', body)).statusCode).toBe(204)
    const answer = await logIn(coach, body.password)
    expect([answer.statusCode, answer.json().type]).toEqual([401, '/docs/problems/second-factor'])
  })

  it('is open for an hour, one that logs in for ten minutes', async () => {
    const { coach } = await buildPractice(api.owner)
    await post('/v1/auth/password-reset', { email: coach.email })
    await post('/v1/auth/magic-link', { email: coach.email })
    await linkTo(coach, 'reset')
    await linkTo(coach, 'magic')
    const { rows } = await api.owner.query(
      `SELECT t.kind, extract(epoch FROM t.expires_at - m.created_at)::int AS seconds FROM account_token t
       JOIN account a ON a.id = t.account_id JOIN mail m ON m.recipient = a.email AND m.kind = t.kind
       WHERE a.email = $1 ORDER BY t.kind`,
      [coach.email],
    )
    expect(rows).toEqual([
      { kind: 'magic', seconds: 600 },
      { kind: 'reset', seconds: 3600 },
    ])
  })

  it('takes the place of the one before: only the latest request has a link', async () => {
    const { coach } = await buildPractice(api.owner)
    const links: string[] = []
    for (const _ of [1, 2]) {
      smtp.received.length = 0
      await post('/v1/auth/magic-link', { email: coach.email })
      links.push(await linkTo(coach, 'magic'))
    }
    const [first, second] = links
    expect(first).not.toBe(second)
    expect((await post('/v1/auth/magic-link/accept', { token: first as string })).statusCode).toBe(401)
    expect((await post('/v1/auth/magic-link/accept', { token: second as string })).statusCode).toBe(200)
  })

  it('is not open for ever, nor by another kind of link, nor after the password was changed', async () => {
    await post('/v1/auth/magic-link', { email: ours.admin.email })
    const magic = await linkTo(ours.admin, 'magic')
    const body = { password: 'four words that hold' }
    expect((await post('/v1/auth/password-reset/accept', { ...body, token: magic })).statusCode).toBe(401)
    await post('/v1/auth/password-reset', { email: ours.admin.email })
    const token = await linkTo(ours.admin, 'reset')
    await api.owner.query(`UPDATE account_token SET expires_at = now() - interval '1 second'`)
    expect((await post('/v1/auth/password-reset/accept', { ...body, token })).statusCode).toBe(401)
    expect((await post('/v1/auth/magic-link/accept', { token: magic })).statusCode).toBe(401)
  })
})

describe('one’s own password', () => {
  it('is changed with the present one, and ends the other logins', async () => {
    const { coach } = await buildPractice(api.owner)
    const [here, elsewhere] = [await api.as(coach), await api.as(coach)]
    const change = (currentPassword: string, next: string) =>
      here.post('/v1/auth/password').send({ currentPassword, password: next })
    expect((await change('not it at all', 'four words that hold')).status).toBe(422)
    expect((await change(password, 'short')).body.errors).toMatchObject([
      { pointer: '/password', code: 'too_short' },
    ])
    expect((await change(password, 'harbour-careers-1')).body.errors).toMatchObject([{ code: 'about_you' }])
    expect((await change(password, 'robin-hale-2026')).body.errors).toMatchObject([{ code: 'about_you' }])
    expect((await change(password, 'four words that hold')).status).toBe(204)
    expect([(await here.get('/v1/clients')).status, (await elsewhere.get('/v1/clients')).status]).toEqual([
      200, 401,
    ])
    expect((await logIn(coach, 'four words that hold')).statusCode).toBe(200)
  })
})

describe('a link that logs in', () => {
  it('works once, and makes the device known', async () => {
    const { client } = await buildPractice(api.owner)
    await post('/v1/auth/magic-link', { email: client.email })
    const token = await linkTo(client, 'magic')
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => post('/v1/auth/magic-link/accept', { token })),
    )
    const opened = answers.filter(({ statusCode }) => statusCode === 200)
    expect(opened).toHaveLength(1)
    expect(opened[0]?.json().deviceToken).toMatch(/^[\w-]{43}$/)
  })

  it('is sent five times an hour at the most', async () => {
    const { client } = await buildPractice(api.owner)
    for (let i = 0; i < 9; i++) await post('/v1/auth/magic-link', { email: client.email })
    await linkTo(client, 'magic')
    await expect
      .poll(
        async () =>
          (await api.owner.query('SELECT count(*)::int AS n FROM mail WHERE recipient = $1', [client.email]))
            .rows[0].n,
      )
      .toBe(5)
  })
})

describe('mail', () => {
  it('keeps no text that logs somebody in, once it is sent, and shows none before', async () => {
    const { admin } = await buildPractice(api.owner)
    await post('/v1/auth/magic-link', { email: admin.email })
    const token = await linkTo(admin, 'magic')
    await expect
      .poll(
        async () =>
          (await api.owner.query('SELECT status, text, html FROM mail WHERE recipient = $1', [admin.email]))
            .rows,
      )
      .toEqual([{ status: 'sent', text: null, html: null }])
    const caller = await api.as(admin)
    const { body } = await caller.get('/v1/mails')
    expect(body.data).toMatchObject([
      { recipient: admin.email, kind: 'magic', secret: true, text: null, status: 'sent' },
    ])
    expect(JSON.stringify(body)).not.toContain(token)
    expect((await (await api.as(ours.other)).get('/v1/mails')).status).toBe(403)
  })

  it('is tried again after a failure, under the same Message-ID, also when the worker dies before its commit', async () => {
    const { admin } = await buildPractice(api.owner)
    const mine = () => smtp.received.filter(({ to }) => to.includes(admin.email))
    smtp.refuseWith({ responseCode: 451 })
    await post('/v1/auth/password-reset', { email: admin.email })
    const row = async () =>
      (
        await api.owner.query('SELECT status, tries, lease_until FROM mail WHERE recipient = $1', [
          admin.email,
        ])
      ).rows[0]
    await expect.poll(async () => (await row())?.tries, { timeout: 10_000 }).toBe(1)
    await expect.poll(async () => (await row())?.lease_until).toBeNull()
    smtp.refuseWith(null)
    // As if the first worker had died after the server's answer: its claim stays, and ends by its time.
    smtp.onTaken(async () => {
      smtp.onTaken(null)
      await api.owner.query(
        `UPDATE mail SET fence = fence + 1, lease_until = now() - interval '1 second' WHERE recipient = $1`,
        [admin.email],
      )
    })
    await api.owner.query('UPDATE mail SET next_try_at = now() WHERE recipient = $1', [admin.email])
    await expect.poll(() => mine().length, { timeout: 15_000 }).toBe(2)
    const ids = mine().map(({ source }) => /^Message-ID: (.+)$/im.exec(source)?.[1])
    expect(ids[0]).toMatch(/^<[0-9a-f-]{36}@harbour\.test>$/)
    expect(new Set(ids).size).toBe(1)
    await expect.poll(async () => (await row()).status).toBe('sent')
  })

  it('without a server is kept, and its link printed for the operator', async () => {
    const { coach, organizationId } = await buildPractice(api.owner)
    await mailer.stop()
    const printed: string[] = []
    const keeper = runMailer(workers, { ...settings(), smtpUrl: null }, quiet, ({ text }) =>
      printed.push(text),
    )
    try {
      await post('/v1/auth/password-reset', { email: coach.email })
      await expect.poll(() => printed.length, { timeout: 10_000 }).toBe(1)
      expect(printed[0]).toMatch(/\/reset#token=[\w-]{43}/)
      await expect
        .poll(
          async () =>
            (
              await api.owner.query('SELECT status, text FROM mail WHERE organization_id = $1', [
                organizationId,
              ])
            ).rows,
        )
        .toEqual([{ status: 'kept', text: null }])
    } finally {
      await keeper.stop()
      mailer = runMailer(workers, settings(), quiet)
    }
  })
})

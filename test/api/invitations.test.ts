import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildClient, buildPractice, insert, type Practice, password } from '../builders/people.ts'
import { type Api, type Caller, startApi } from '../setup/api.ts'

let api: Api
let ours: Practice
let theirs: Practice
let admin: Caller
let coach: Caller

beforeAll(async () => {
  api = await startApi()
  ours = await buildPractice(api.owner)
  theirs = await buildPractice(api.owner)
  admin = await api.as(ours.admin)
  coach = await api.as(ours.coach)
})
afterAll(() => api.close())

/** The token in the mail that was queued last for somebody; no worker runs here that would wipe it. */
async function tokenFor(email: string): Promise<string> {
  const { rows } = await api.owner.query(
    'SELECT text FROM mail WHERE recipient = $1 ORDER BY created_at DESC, id DESC LIMIT 1',
    [email],
  )
  return /#token=([\w-]{43})/.exec(rows[0].text)?.[1] as string
}
const accept = (body: object) => api.anyone.post('/v1/auth/invitations/accept').send(body)
const look = (token: string) => api.anyone.post('/v1/auth/invitations/look').send({ token })
const strong = 'four words that hold'
let number = 0
const address = () => `invited-${++number}@people.test`
const invite = async (email = address(), more: object = {}) => {
  const answer = await admin.post('/v1/invitations').send({ kind: 'member', email, role: 'coach', ...more })
  expect([answer.status, answer.body.errors]).toEqual([201, undefined])
  return { email, id: answer.body.id as string, token: await tokenFor(email) }
}
const me = async (accessToken: string) =>
  (await api.anyone.get('/v1/auth/me').set('authorization', `Bearer ${accessToken}`)).body

describe('a member', () => {
  it('is invited by an admin, sees what it is about, sets a password, and is in', async () => {
    const { email, token } = await invite(undefined, { name: 'Noor Haddad', locale: 'de' })
    expect((await look(token)).body).toEqual({
      organization: 'Harbour Careers',
      kind: 'member',
      email,
      name: 'Noor Haddad',
      locale: 'de',
      hasAccount: false,
    })
    expect((await accept({ token, password: 'password1234' })).body.errors).toMatchObject([
      { code: 'too_common' },
    ])
    for (const about of ['haddad-2026-!!!!', 'harbour-2026-!!!!', `${email.split('@')[0]}-!!!!!!!!`])
      expect((await accept({ token, password: about })).body.errors).toMatchObject([{ code: 'about_you' }])
    const { body } = await accept({ token, password: strong, timeZone: 'Europe/Berlin' })
    expect(await me(body.accessToken)).toMatchObject({
      name: 'Noor Haddad',
      role: 'coach',
      locale: 'de',
      timeZone: 'Europe/Berlin',
    })
    expect((await accept({ token, password: strong })).status).toBe(401)
    expect((await look(token)).status).toBe(401)
    expect((await api.anyone.post('/v1/auth/login').send({ email, password: strong })).status).toBe(200)
  })

  it('with a login elsewhere joins with its password, and is in both', async () => {
    const { token } = await invite(theirs.other.email)
    expect((await look(token)).body.hasAccount).toBe(true)
    expect((await accept({ token, password: 'some other words' })).status).toBe(401)
    const { body, status } = await accept({ token, password })
    expect([status, (await me(body.accessToken)).organization.id]).toEqual([200, ours.organizationId])
    const login = await api.anyone.post('/v1/auth/login').send({ email: theirs.other.email, password })
    expect([login.status, login.body.errors[0].code]).toEqual([422, 'organization_required'])
  })

  it('is invited only once at a time: the latest link alone works', async () => {
    const first = await invite()
    const second = await invite(first.email)
    expect((await look(first.token)).status).toBe(401)
    const again = await admin.post(`/v1/invitations/${second.id}/resend`)
    expect(again.status).toBe(200)
    expect((await look(second.token)).status).toBe(401)
    expect((await look(await tokenFor(first.email))).status).toBe(200)
    const { data } = (await admin.get('/v1/invitations?open=true')).body
    expect(data.filter(({ email }: { email: string }) => email === first.email)).toHaveLength(1)
  })

  it('gets in no more by a link that was revoked or is over', async () => {
    const revoked = await invite()
    expect((await admin.delete(`/v1/invitations/${revoked.id}`)).status).toBe(204)
    expect((await admin.delete(`/v1/invitations/${revoked.id}`)).status).toBe(204)
    const over = await invite()
    await api.owner.query(`UPDATE invitation SET expires_at = now() - interval '1 second' WHERE id = $1`, [
      over.id,
    ])
    for (const { token } of [revoked, over])
      expect((await accept({ token, password: strong })).status).toBe(401)
    expect((await admin.post(`/v1/invitations/${revoked.id}/resend`)).status).toBe(409)
  })

  it('is one, though ten accept at once', async () => {
    const { email, token } = await invite()
    const answers = await Promise.all(Array.from({ length: 10 }, () => accept({ token, password: strong })))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    const { rows } = await api.owner.query('SELECT count(*)::int AS n FROM member WHERE email = $1', [email])
    expect(rows[0].n).toBe(1)
  })

  it('is invited by admins alone', async () => {
    const body = { kind: 'member', email: address(), role: 'coach' }
    const client = await api.as(ours.client)
    const answers = await Promise.all([
      coach.post('/v1/invitations').send(body),
      client.post('/v1/invitations').send(body),
      client.get('/v1/invitations'),
      admin.post('/v1/invitations').send({ ...body, email: ours.coach.email.toUpperCase() }),
      admin.post('/v1/invitations').send({ kind: 'member', email: address() }),
    ])
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 422, 400])
    expect((await coach.get('/v1/invitations')).body.data).toEqual([])
  })
})

describe('a client', () => {
  const unlinked = (more: object = {}) =>
    buildClient(api.owner, ours.organizationId, ours.coach, { name: 'Bo Lind', ...more })

  it('is invited by their coach, consents, and sees their own things alone', async () => {
    const { id, email } = await unlinked()
    expect((await coach.post('/v1/invitations').send({ kind: 'client', clientId: id })).status).toBe(201)
    const consent = { pipeline: true, notes: false, contacts: true }
    const { body } = await accept({ token: await tokenFor(email), password: strong, consent })
    expect(await me(body.accessToken)).toMatchObject({ role: 'client', clientId: id })
    expect((await coach.get(`/v1/clients/${id}/consent`)).body).toMatchObject({
      ...consent,
      givenBy: 'client',
    })
    const again = await coach.post('/v1/invitations').send({ kind: 'client', clientId: id })
    expect([again.status, again.body.errors[0].code]).toEqual([422, 'has_login'])
  })

  it('is not let in once the practice has let them go; an accepted invitation is not revoked', async () => {
    const { id, email } = await unlinked()
    const invitation = (await coach.post('/v1/invitations').send({ kind: 'client', clientId: id })).body
    const status = (to: string) => coach.patch(`/v1/clients/${id}`).set('if-match', '*').send({ status: to })
    await status('archived')
    const body = { token: await tokenFor(email), password: strong }
    const refused = await accept(body)
    expect([refused.status, refused.body.errors[0].code]).toEqual([409, 'not_joined'])
    await status('active')
    expect((await accept(body)).status).toBe(200)
    expect((await coach.delete(`/v1/invitations/${invitation.id}`)).status).toBe(409)
  })

  it('is not invited by who may not work for them, nor without an address', async () => {
    const { id } = await unlinked()
    const body = { kind: 'client', clientId: id }
    const other = await api.as(ours.other)
    expect((await other.post('/v1/invitations').send(body)).body.errors[0].pointer).toBe('/clientId')
    await insert(api.owner, 'client_coach', {
      organization_id: ours.organizationId,
      client_id: id,
      member_id: ours.other.id,
      level: 'viewing',
    })
    expect((await other.post('/v1/invitations').send(body)).status).toBe(403)
    const mute = await unlinked({ email: null })
    expect(
      (await coach.post('/v1/invitations').send({ kind: 'client', clientId: mute.id })).body.errors[0].code,
    ).toBe('no_email')
    const foreign = await coach.post('/v1/invitations').send({ kind: 'client', clientId: theirs.client.id })
    expect([foreign.status, foreign.body.errors[0].code]).toEqual([422, 'reference_not_found'])
  })
})

describe('an invitation', () => {
  it('is another organization’s to nobody else', async () => {
    const { id } = await invite()
    const foreign = await api.as(theirs.admin)
    expect((await foreign.post(`/v1/invitations/${id}/resend`)).status).toBe(404)
    expect((await foreign.delete(`/v1/invitations/${id}`)).status).toBe(404)
    expect((await foreign.get('/v1/invitations')).body.data).toEqual([])
  })

  it('stands in the database by a hash only', async () => {
    const { token } = await invite()
    for (const table of ['invitation', 'credential_lookup', 'activity', 'event']) {
      const { rows } = await api.owner.query(
        `SELECT count(*)::int AS n FROM ${table} x WHERE x::text LIKE $1`,
        [`%${token}%`],
      )
      expect([table, rows[0].n]).toEqual([table, 0])
    }
  })
})

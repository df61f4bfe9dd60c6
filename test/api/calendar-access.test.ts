import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { buildClient, buildOpportunity, buildPractice, insert, type Practice } from '../builders/people.ts'
import { type Api, type Caller, startApi } from '../setup/api.ts'
import { readCalendar } from '../setup/calendar.ts'
import { type LogCanary, logCanary } from '../setup/log-canary.ts'

let api: Api
let canary: LogCanary
let practice: Practice
let coach: Caller
let admin: Caller
let client: Caller

beforeAll(async () => {
  canary = logCanary()
  api = await startApi(
    { PUBLIC_URL: 'https://afterword.test', CORS_ORIGINS: 'https://elsewhere.test' },
    canary.log,
  )
})
beforeEach(async () => {
  practice = await buildPractice(api.owner)
  const people = [practice.coach, practice.admin, practice.client]
  ;[coach, admin, client] = (await Promise.all(people.map((person) => api.as(person)))) as [
    ...[Caller, Caller, Caller],
  ]
})
afterAll(() => api.close())

const get = (path: string) => api.anyone.get(path)

async function feedOf(caller: Caller, body: object = {}) {
  const answer = await caller.post('/v1/calendar-feeds').send(body)
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return { path: new URL(answer.body.url).pathname, id: answer.body.id as string }
}

const soon = () => new Date(Date.now() + 72 * 3_600_000).toISOString().replace(/:\d\d\.\d+Z/, ':00Z')

async function addInterview(opportunityId = practice.opportunity.id, caller = coach) {
  const body = {
    opportunityId,
    startsAt: soon(),
    durationMinutes: 45,
    timeZone: 'Europe/Berlin',
    format: 'onsite',
  }
  const answer = await caller.post('/v1/interviews').send({ ...body, participants: [{ name: 'Mr. Sato' }] })
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body as { id: string }
}

const interviewsIn = async (path: string): Promise<string[]> => {
  const answer = await get(path)
  expect(answer.status, answer.text).toBe(200)
  return [...readCalendar(answer.text).values()]
    .filter(({ uid, status }) => uid.startsWith('interview') && status === 'CONFIRMED')
    .map(({ uid }) => uid.slice(10, 46))
}

const change = (sql: string, ...values: unknown[]) => api.owner.query(sql, values)

describe('what a calendar shows', () => {
  it('is what its owner may see at that moment: levels, their ends, consent, deactivation', async () => {
    const { organizationId: organization_id } = practice
    const { id } = await addInterview()
    const other = await api.as(practice.other)
    const feed = await feedOf(other)
    expect(await interviewsIn(feed.path)).toEqual([])
    await insert(api.owner, 'client_coach', {
      ...{ organization_id, client_id: practice.client.id, member_id: practice.other.id, level: 'viewing' },
    })
    expect(await interviewsIn(feed.path)).toEqual([id])
    await change('UPDATE client SET consent_pipeline = false WHERE id = $1', practice.client.id)
    expect(await interviewsIn(feed.path)).toEqual([])
    await change('UPDATE client SET consent_pipeline = true WHERE id = $1', practice.client.id)
    expect(await interviewsIn(feed.path)).toEqual([id])
    await change(`UPDATE client_coach SET ends_on = '2020-01-01' WHERE organization_id = $1`, organization_id)
    expect(await interviewsIn(feed.path)).toEqual([])
    await change('UPDATE member SET active = false WHERE id = $1', practice.other.id)
    expect((await get(feed.path)).status).toBe(404)
  })

  it('of an admin is of the clients whom they look after, not of all', async () => {
    const feed = await feedOf(admin)
    await addInterview()
    expect(await interviewsIn(feed.path)).toEqual([])
    const own = await buildClient(api.owner, practice.organizationId, practice.admin)
    const { id } = await buildOpportunity(api.owner, practice.organizationId, own)
    const interview = await addInterview(id, admin)
    expect(await interviewsIn(feed.path)).toEqual([interview.id])
  })

  it('leaves out who a client keeps to themselves, and speaks the reader’s language', async () => {
    const feed = await feedOf(coach)
    await change(`UPDATE member SET locale = 'de' WHERE id = $1`, practice.coach.id)
    const body = { clientId: practice.client.id, channel: 'phone', dueAt: soon(), title: 'Anrufen' }
    await coach.post('/v1/tasks').send(body)
    await addInterview()
    await change(`UPDATE task SET channel = 'phone' WHERE organization_id = $1`, practice.organizationId)
    const seen = (await get(feed.path)).text.replaceAll('\r\n ', '')
    expect(seen).toContain('SUMMARY:Ana Ruiz: Gespräch bei Lumen Freight')
    expect(seen).toContain('DESCRIPTION:Data engineer\\nVor Ort · Runde 1')
    expect(seen).toContain('Sato')
    await change('UPDATE client SET consent_contacts = false WHERE id = $1', practice.client.id)
    expect((await get(feed.path)).text).not.toContain('Sato')
  })

  it('of a client without a login is made by their coach, and ends with the coach’s access', async () => {
    const { organizationId } = practice
    const without = await buildClient(api.owner, organizationId, practice.coach, { name: 'Bo Li' })
    const { id } = await buildOpportunity(api.owner, organizationId, without)
    const interview = await addInterview(id)
    await addInterview()
    const feed = await feedOf(coach, { clientId: without.id })
    expect(await interviewsIn(feed.path)).toEqual([interview.id])
    expect((await get(feed.path)).text).toContain('X-WR-CALNAME:Afterword: Bo Li')
    const withLogin = await coach.post('/v1/calendar-feeds').send({ clientId: practice.client.id })
    expect([withLogin.status, withLogin.body.errors[0].code]).toEqual([409, 'has_login'])
    await change('UPDATE client SET primary_coach_id = $2 WHERE id = $1', without.id, practice.other.id)
    expect((await get(feed.path)).status).toBe(404)
  })

  it('stays within the organization', async () => {
    const theirs = await buildPractice(api.owner)
    const feed = await feedOf(coach)
    const stranger = await api.as(theirs.coach)
    const foreign = await stranger.post('/v1/interviews').send({
      ...{ opportunityId: theirs.opportunity.id, startsAt: soon(), durationMinutes: 45 },
      ...{ timeZone: 'Europe/Berlin', format: 'video', participants: [] },
    })
    expect(foreign.status).toBe(201)
    expect(await interviewsIn(feed.path)).toEqual([])
    expect(await interviewsIn((await feedOf(stranger)).path)).toEqual([foreign.body.id])
    for (const verb of ['get', 'delete'] as const)
      expect((await stranger[verb](`/v1/calendar-feeds/${feed.id}`)).status).toBe(404)
  })
})

describe('polling', () => {
  it('costs nothing while nothing changes, by tag or by date', async () => {
    const { path } = await feedOf(coach)
    await addInterview()
    const first = await get(path)
    const { etag, 'last-modified': changed = '' } = first.headers as Record<string, string>
    expect(etag).toMatch(/^"[\w-]{22}"$/)
    for (const [name, value] of [
      ['if-none-match', etag],
      ['if-none-match', `"other", W/${etag}`],
      ['if-modified-since', changed],
    ]) {
      const again = await get(path).set(name as string, value as string)
      expect([again.status, again.text, again.headers.etag]).toEqual([304, '', etag])
    }
    const head = await api.anyone.get(path).set('if-none-match', '"other"')
    expect([head.status, head.text]).toEqual([200, first.text])
    await addInterview()
    for (const [name, value] of [
      ['if-none-match', etag],
      ['if-modified-since', changed],
      // The tag counts where both are sent.
    ]) {
      const later = await get(path).set(name as string, value as string)
      expect([later.status, later.headers.etag !== etag]).toEqual([200, true])
      expect(Date.parse(later.headers['last-modified'] as string)).toBeGreaterThan(Date.parse(changed))
    }
    expect((await coach.get('/v1/calendar-feeds')).body.data[0].lastFetchedAt).toMatch(/:00Z$/)
  })

  it('is answered to nobody else’s page, and kept by no cache on the way', async () => {
    const { path } = await feedOf(coach)
    const { headers } = await get(path).set('origin', 'https://elsewhere.test')
    expect(headers).toMatchObject({
      'content-type': 'text/calendar; charset=utf-8',
      'cache-control': 'private, no-cache',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex',
    })
    expect(headers['access-control-allow-origin']).toBeUndefined()
  })
})

describe('the address', () => {
  it('is shown once and is in no log, nor is any other that was tried', async () => {
    const { path, id } = await feedOf(coach)
    const tried = `/calendar/${'z'.repeat(43)}.ics`
    for (const address of [path, tried, `${path}?x=1`, path.replace('.ics', ''), `${path}/more`])
      await get(address)
    await api.anyone.post(path).send({})
    const secrets = [path, tried].map((one) => one.slice(10, 53))
    expect(canary.found(secrets)).toEqual([])
    expect(canary.lines.some((line) => line.includes('/calendar/:token.ics'))).toBe(true)
    const stored = await coach.get(`/v1/calendar-feeds/${id}`)
    expect(JSON.stringify(stored.body)).not.toContain(secrets[0])
    expect(stored.body.hint).toBe(`…${secrets[0]?.slice(-4)}`)
  })

  it('ends at once when it is revoked, and then is like one that never was', async () => {
    const { path, id } = await feedOf(coach)
    expect((await get(path)).status).toBe(200)
    expect((await coach.delete(`/v1/calendar-feeds/${id}`)).status).toBe(204)
    const { rows } = await change(
      `SELECT count(*)::int AS count FROM credential_lookup WHERE subject_id = $1`,
      id,
    )
    expect(rows[0].count).toBe(0)
    const answers = await Promise.all([path, `/calendar/${'z'.repeat(43)}.ics`, '/calendar/x.ics'].map(get))
    const bare = answers.map(({ status, body: { requestId, ...rest } }) => ({ status, rest }))
    expect(bare[0]).toMatchObject({ status: 404, rest: { instance: '/calendar/{token}.ics' } })
    expect(bare).toEqual([bare[0], bare[0], bare[0]])
  })

  it('is given five times to one person at the most, also when they ask at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 7 }, () => client.post('/v1/calendar-feeds').send({})),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 201, 201, 201, 409, 409])
    const { body } = await client.get('/v1/calendar-feeds?count=true')
    expect(body.page.total.count).toBe(5)
    const { rows } = await change(
      `SELECT verb FROM activity WHERE organization_id = $1 AND record_type = 'calendar_feed'`,
      practice.organizationId,
    )
    expect(rows.map(({ verb }) => verb)).toEqual(Array(5).fill('created'))
  })

  it('of an erased or archived client is gone', async () => {
    const { path, id } = await feedOf(client)
    await change(`UPDATE client SET status = 'archived' WHERE id = $1`, practice.client.id)
    expect((await get(path)).status).toBe(404)
    await change(`UPDATE client SET status = 'active' WHERE id = $1`, practice.client.id)
    expect((await get(path)).status).toBe(200)
    const erased = await admin
      .post(`/v1/clients/${practice.client.id}/erase`)
      .set('if-match', '*')
      .send({ confirm: 'Ana Ruiz' })
    expect(erased.status, JSON.stringify(erased.body)).toBe(200)
    expect((await get(path)).status).toBe(404)
    const { rows } = await change(
      `SELECT (SELECT count(*) FROM calendar_feed WHERE id = $1) + (SELECT count(*) FROM credential_lookup WHERE subject_id = $1) AS left`,
      id,
    )
    expect(rows[0].left).toBe('0')
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildEmployer, buildPractice, type Practice } from '../builders/people.ts'
import { type Api, type Caller, startApi } from '../setup/api.ts'

let api: Api
let practice: Practice
let coach: Caller

beforeAll(async () => {
  api = await startApi()
  practice = await buildPractice(api.owner)
  coach = await api.as(practice.coach)
})
afterAll(() => api.close())

describe('pages', () => {
  it('give each row once, forward and back, among equal values of the sort column', async () => {
    const made = new Set<string>()
    for (let n = 0; n < 60; n++)
      made.add(
        await buildEmployer(api.owner, practice.organizationId, {
          name: `Same name ${n % 3}`,
          created_at: '2026-01-01T00:00:00.123Z',
        }),
      )
    for (const sort of ['name', '-name', 'createdAt', '-createdAt']) {
      const seen: string[] = []
      let path = `/v1/employers?sort=${sort}&limit=7&q=Same%20name`
      let back = ''
      for (;;) {
        const { body } = await coach.get(path)
        seen.push(...body.data.map(({ id }: { id: string }) => id))
        if (!body.page.nextCursor) break
        path = `/v1/employers?sort=${sort}&limit=7&q=Same%20name&cursor=${body.page.nextCursor}`
        back = path
      }
      expect(new Set(seen)).toEqual(made)
      expect(seen.length).toBe(60)
      const last = await coach.get(back)
      const before = await coach.get(
        `/v1/employers?sort=${sort}&limit=7&q=Same%20name&cursor=${last.body.page.prevCursor}`,
      )
      const ids = before.body.data.map(({ id }: { id: string }) => id)
      expect(ids).toEqual(seen.slice(-last.body.data.length - 7, -last.body.data.length))
    }
  })

  it('count only when asked', async () => {
    expect((await coach.get('/v1/employers')).body.page.total).toBeNull()
    expect((await coach.get('/v1/employers?count=true&limit=1&q=Same')).body.page.total).toEqual({
      count: 60,
      exact: true,
    })
  })

  it('take the pattern characters of a search literally', async () => {
    await buildEmployer(api.owner, practice.organizationId, { name: '100% Coffee_Shop' })
    const find = async (q: string) =>
      (await coach.get(`/v1/employers?q=${encodeURIComponent(q)}`)).body.data.length
    expect([await find('100%'), await find('e_s'), await find('%%'), await find('_')]).toEqual([1, 1, 0, 1])
  })
})

describe('versions', () => {
  it('need If-Match, refuse a stale one, and take *, lists and never a weak one', async () => {
    const created = await coach.post('/v1/employers').send({ name: 'Oak', website: 'https://oak.example' })
    const path = created.headers.location as string
    expect(created.headers.etag).toBe('"v1"')
    const patch = (match: string | null, body: object) => {
      const request = coach.patch(path)
      return (match === null ? request : request.set('if-match', match)).send(body)
    }
    expect((await patch(null, { name: 'Elm' })).status).toBe(428)
    expect((await patch('"v2"', { name: 'Elm' })).status).toBe(412)
    expect((await patch('W/"v1"', { name: 'Elm' })).status).toBe(412)
    const cleared = await patch('"v9", "v1"', { website: null })
    expect(cleared.body).toMatchObject({ name: 'Oak', website: null, version: 2 })
    expect((await patch('*', { name: 'Elm' })).body).toMatchObject({ name: 'Elm', version: 3 })
    expect((await patch('"v3"', {})).body.version).toBe(3)
    expect((await coach.get(path).set('if-none-match', '"v3"')).status).toBe(304)
    expect((await coach.get(path).set('if-none-match', '"v2"')).status).toBe(200)
    const merge = coach.patch(path).set('if-match', '*').set('content-type', 'application/merge-patch+json')
    expect((await merge.send('{"country":"DE","region":"BY"}')).body).toMatchObject({
      country: 'DE',
      region: 'BY',
    })
    expect((await patch('*', { country: null })).body.errors[0]).toMatchObject({ pointer: '/region' })
  })

  it('let one of a hundred writers through', async () => {
    const created = await coach.post('/v1/employers').send({ name: 'Oak' })
    const path = created.headers.location as string
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, n) =>
        coach
          .patch(path)
          .set('if-match', '"v1"')
          .send({ name: `Writer ${n}` }),
      ),
    )
    const statuses = answers.map(({ status }) => status).sort()
    expect(statuses).toEqual([200, ...Array.from({ length: 99 }, () => 412)])
    expect((await coach.get(path)).body.version).toBe(2)
  })
})

describe('language', () => {
  it.each([
    ['de', /entscheiden|Interview|Gespräch/],
    ['es', /entrevista|deciden/i],
    ['fr', /entretien|décid/i],
  ])('%s: sentences and titles come in it', async (language, words) => {
    const body = {
      employer: { country: 'DE' },
      startsAt: '2030-03-04T15:00:00Z',
      durationMinutes: 60,
      timeZone: 'Europe/Berlin',
      format: 'video',
      participants: [{ name: 'Ada', role: 'interviewer', email: 'a@example.com' }],
      decision: { kind: 'within', days: 14 },
    }
    const plan = await coach
      .post('/v1/follow-up-plans:preview')
      .set('accept-language', `${language};q=0.9, en;q=0.1`)
      .send(body)
    expect(plan.body.tasks.map(({ reason }: { reason: string }) => reason).join(' ')).toMatch(words)
  })
})

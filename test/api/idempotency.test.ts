import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildPractice, type Practice } from '../builders/people.ts'
import { type Api, type Caller, startApi } from '../setup/api.ts'

let api: Api
let ours: Practice
let coach: Caller
let other: Caller

beforeAll(async () => {
  api = await startApi()
  ours = await buildPractice(api.owner)
  coach = await api.as(ours.coach)
  other = await api.as(ours.other)
})
afterAll(() => api.close())

const add = (caller: Caller, key: string, name: string) =>
  caller.post('/v1/clients').set('idempotency-key', key).send({ name })

async function clientsCalled(name: string): Promise<number> {
  const { rows } = await api.owner.query('SELECT count(*)::int AS n FROM client WHERE name = $1', [name])
  return rows[0].n
}

const eventsOf = async (subject: string): Promise<number> =>
  (await api.owner.query('SELECT count(*)::int AS n FROM event WHERE subject_id = $1', [subject])).rows[0].n

describe('a POST with an Idempotency-Key', () => {
  it('has its effect once and gives the first answer again, byte for byte', async () => {
    const [key, name] = [newId(), `Once ${newId()}`]
    const first = await add(coach, key, name)
    const again = await add(coach, `"${key}"`, name)
    expect(first.status).toBe(201)
    expect([again.status, again.text, again.headers.location, again.headers.etag]).toEqual([
      201,
      first.text,
      first.headers.location,
      first.headers.etag,
    ])
    expect([await clientsCalled(name), await eventsOf(first.body.id)]).toEqual([1, 1])
  })

  it('answers as then, even when the record has changed since', async () => {
    const [key, name] = [newId(), `Then ${newId()}`]
    const first = await add(coach, key, name)
    await coach.patch(`/v1/clients/${first.body.id}`).set('if-match', '*').send({ phone: '+1 212 555 0100' })
    expect((await add(coach, key, name)).text).toBe(first.text)
  })

  it('is refused with 422 when it comes with another body', async () => {
    const key = newId()
    await add(coach, key, 'First Body')
    const answer = await add(coach, key, 'Second Body')
    expect(answer.status).toBe(422)
    expect(answer.body.errors).toMatchObject([{ pointer: 'Idempotency-Key', code: 'key_reused' }])
    expect(await clientsCalled('Second Body')).toBe(0)
  })

  it("is the caller's own, and the path's own", async () => {
    const [key, name] = [newId(), `Shared ${newId()}`]
    const [mine, theirs] = [await add(coach, key, name), await add(other, key, name)]
    expect([mine.status, theirs.status, mine.body.id === theirs.body.id]).toEqual([201, 201, false])
    const employer = await coach.post('/v1/employers').set('idempotency-key', key).send({ name })
    expect(employer.status).toBe(201)
  })

  it('leaves nothing behind when the request failed, so that it can be mended and sent again', async () => {
    const key = newId()
    expect((await add(coach, key, '   ')).status).toBe(400)
    const wrong = { name: 'Away', primaryCoachId: newId() }
    expect((await coach.post('/v1/clients').set('idempotency-key', key).send(wrong)).status).toBe(403)
    expect((await add(coach, key, `Mended ${key}`)).status).toBe(201)
  })

  it('holds when many come at once: one has its effect, the others get its answer or 409', async () => {
    const [key, name] = [newId(), `Crowd ${newId()}`]
    const answers = await Promise.all(Array.from({ length: 40 }, () => add(coach, key, name)))
    const statuses = new Set(answers.map(({ status }) => status))
    expect([...statuses].every((status) => status === 201 || status === 409)).toBe(true)
    expect(new Set(answers.filter(({ status }) => status === 201).map(({ text }) => text)).size).toBe(1)
    for (const answer of answers.filter(({ status }) => status === 409))
      expect(answer.headers['retry-after']).toBe('1')
    expect(await clientsCalled(name)).toBe(1)
  })

  it('is forgotten after a day', async () => {
    const [key, name] = [newId(), `Daily ${newId()}`]
    const first = await add(coach, key, name)
    await api.owner.query(`UPDATE idempotency_record SET created_at = now() - interval '25 hours'`)
    const next = await add(coach, key, name)
    expect([next.status, next.body.id === first.body.id]).toEqual([201, false])
    expect((await add(coach, key, name)).text).toBe(next.text)
  })

  it.each(['', '"', 'x'.repeat(256), 'ключ'])('refuses the key %j', async (key) => {
    const answer = await api.app.inject({
      method: 'POST',
      url: '/v1/clients',
      headers: { authorization: `Bearer ${coach.token}`, 'idempotency-key': key === '"' ? '""' : key },
      payload: { name: 'Never' },
    })
    expect(answer.statusCode).toBe(400)
    expect(answer.json().errors).toMatchObject([{ pointer: 'idempotency-key' }])
  })

  it('keeps the answer where nobody can read it without the key', async () => {
    const name = `Hidden ${newId()}`
    await add(coach, newId(), name)
    const { rows } = await api.owner.query('SELECT * FROM idempotency_record')
    expect(rows.length).toBeGreaterThan(0)
    expect(JSON.stringify(rows)).not.toContain(name)
  })
})

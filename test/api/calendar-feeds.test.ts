import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { buildPractice, insert, type Practice } from '../builders/people.ts'
import { type Api, type Caller, startApi } from '../setup/api.ts'
import { type Event, readCalendar } from '../setup/calendar.ts'
import { moveClock } from '../setup/clock.ts'

let api: Api
let practice: Practice
let coach: Caller
let client: Caller

beforeAll(async () => {
  api = await startApi({ PUBLIC_URL: 'https://afterword.test', CORS_ORIGINS: 'https://elsewhere.test' })
})
beforeEach(async () => {
  practice = await buildPractice(api.owner)
  ;[coach, client] = (await Promise.all(
    [practice.coach, practice.client].map((person) => api.as(person)),
  )) as [Caller, Caller]
})
afterAll(() => api.close())

const hour = 3_600_000
const inHours = (hours: number) =>
  new Date(Math.ceil((Date.now() + hours * hour) / hour) * hour).toISOString()

/** Makes a feed; gives its path and id. */
async function feedOf(caller: Caller, body: object = {}) {
  const answer = await caller.post('/v1/calendar-feeds').send(body)
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  const { url, id } = answer.body
  expect(url).toMatch(/^https:\/\/afterword\.test\/calendar\/[\w-]{43}\.ics$/)
  return { path: new URL(url).pathname, id: id as string }
}

const get = (path: string) => api.anyone.get(path)

/** Subscribes as a calendar program does: replaces what it has, and compares what it had. */
function subscriber(path: string) {
  let etag = ''
  let events = new Map<string, Event>()
  const seen = new Map<string, number>()
  return {
    get etag() {
      return etag
    },
    async poll(): Promise<Map<string, Event>> {
      const answer = await get(path).set('if-none-match', etag || '"none"')
      if (answer.status === 304) return events
      expect(answer.status).toBe(200)
      etag = answer.headers.etag as string
      events = readCalendar(answer.text)
      for (const { uid, sequence } of events.values()) {
        expect(sequence, uid).toBeGreaterThanOrEqual(seen.get(uid) ?? 0)
        seen.set(uid, sequence)
      }
      return events
    },
  }
}

const interviewBody = (over: object = {}) => ({
  opportunityId: practice.opportunity.id,
  startsAt: inHours(72),
  durationMinutes: 45,
  timeZone: 'America/New_York',
  format: 'video',
  participants: [],
  ...over,
})

async function addInterview(caller: Caller, over: object = {}) {
  const answer = await caller.post('/v1/interviews').send(interviewBody(over))
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body as { id: string; version: number }
}

async function addCall(over: object = {}, clientId = practice.client.id) {
  const body = { clientId, title: 'Call about the offer', channel: 'phone', dueAt: inHours(48), ...over }
  const answer = await coach.post('/v1/tasks').send(body)
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body as { id: string; version: number; dueAt: string }
}

const patch = async (path: string, body: object) => {
  const answer = await coach.patch(path).set('if-match', '*').send(body)
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return answer.body
}

const move = (by: string) => moveClock(api.database.urls.migrate, { by })

const kept = (events: Map<string, Event>) =>
  [...events.values()].filter(({ status }) => status === 'CONFIRMED')

describe('a calendar that somebody subscribes to', () => {
  it('shows what is added, moved, put into another zone and cancelled, under one UID and a rising sequence', async () => {
    const calendar = subscriber((await feedOf(coach)).path)
    expect((await calendar.poll()).size).toBe(0)
    const interview = await addInterview(coach, { startsAt: inHours(100) })
    const uid = `interview-${interview.id}@afterword`
    const added = (await calendar.poll()).get(uid) as Event
    expect(added).toMatchObject({
      status: 'CONFIRMED',
      summary: 'Ana Ruiz: Interview at Lumen Freight',
      description: 'Data engineer\nBy video · Round 1',
    })
    expect(added.start.toISOString()).toBe(inHours(100))
    expect(added.end.getTime() - added.start.getTime()).toBe(45 * 60_000)

    await patch(`/v1/interviews/${interview.id}`, { startsAt: inHours(124) })
    const moved = (await calendar.poll()).get(uid) as Event
    expect(moved.start.toISOString()).toBe(inHours(124))
    expect(moved.sequence).toBeGreaterThan(added.sequence)

    await patch(`/v1/interviews/${interview.id}`, { timeZone: 'Asia/Tokyo' })
    const elsewhere = (await calendar.poll()).get(uid) as Event
    expect(elsewhere.start).toEqual(moved.start)
    expect(elsewhere.sequence).toBeGreaterThan(moved.sequence)

    await patch(`/v1/interviews/${interview.id}`, { status: 'cancelled' })
    const cancelled = (await calendar.poll()).get(uid) as Event
    expect(cancelled.status).toBe('CANCELLED')
    expect(cancelled.sequence).toBeGreaterThan(elsewhere.sequence)
    // A name that is shown changes: another text, and no new sequence of what stays where it is.
    const { etag } = calendar
    await patch(`/v1/employers/${practice.opportunity.employerId}`, { name: 'Lumen Rail' })
    expect((await calendar.poll()).get(uid)?.summary).toBe('Ana Ruiz: Interview at Lumen Rail')
    expect(calendar.etag).not.toBe(etag)
  })

  it('tells of a removed interview that it is cancelled, and of a restored one that it is back', async () => {
    const calendar = subscriber((await feedOf(client)).path)
    const { id } = await addInterview(client)
    const uid = `interview-${id}@afterword`
    const before = (await calendar.poll()).get(uid) as Event
    expect(before.summary).toBe('Interview at Lumen Freight')
    await coach.delete(`/v1/interviews/${id}`).set('if-match', '*')
    const gone = (await calendar.poll()).get(uid) as Event
    expect([gone.status, gone.sequence > before.sequence]).toEqual(['CANCELLED', true])
    await coach.post(`/v1/interviews/${id}/restore`)
    const back = (await calendar.poll()).get(uid) as Event
    expect([back.status, back.sequence > gone.sequence]).toEqual(['CONFIRMED', true])
  })
})

describe('calls', () => {
  it('have a quarter of an hour, and fold into one entry of the day once their time has passed', async () => {
    const calendar = subscriber((await feedOf(coach)).path)
    const call = await addCall({ dueAt: inHours(2) })
    const later = await addCall({ dueAt: inHours(50), title: 'Call again' })
    await addCall({ dueAt: inHours(3), channel: 'email', title: 'Write' })
    const first = await calendar.poll()
    const planned = first.get(`call-${call.id}@afterword`) as Event
    expect(kept(first).map(({ summary }) => summary)).toEqual([
      'Ana Ruiz: Call about the offer',
      'Ana Ruiz: Call again',
    ])
    expect(planned.end.getTime() - planned.start.getTime()).toBe(15 * 60_000)

    await move('4 hours')
    try {
      const folded = await calendar.poll()
      const waiting = kept(folded).find(({ allDay }) => allDay) as Event
      expect(kept(folded).length).toBe(2)
      expect(waiting.summary).toBe('One call is waiting')
      expect(waiting.description).toMatch(/^- Ana Ruiz: Call about the offer · since /)
      const own = folded.get(planned.uid) as Event
      expect([own.status, own.sequence > planned.sequence]).toEqual(['CANCELLED', true])

      // The next day it stands there, under the same UID.
      await move('24 hours')
      const next = (await calendar.poll()).get(waiting.uid) as Event
      expect([next.start.getTime() - waiting.start.getTime(), next.sequence > waiting.sequence]).toEqual([
        24 * hour,
        true,
      ])

      // Put off, it has a place of its own again; done, it is gone.
      const until = new Date(Date.now() + 60 * hour).toISOString()
      expect((await coach.post(`/v1/tasks/${call.id}/snooze`).send({ until })).status).toBe(200)
      const snoozed = await calendar.poll()
      expect(snoozed.get(planned.uid)).toMatchObject({ status: 'CONFIRMED' })
      expect(snoozed.get(planned.uid)?.sequence).toBeGreaterThan(own.sequence)
      expect(snoozed.get(waiting.uid)?.status ?? 'CANCELLED').toBe('CANCELLED')
      for (const { id } of [call, later])
        expect((await coach.post(`/v1/tasks/${id}/skip`).send({})).status).toBe(200)
      expect(kept(await calendar.poll())).toEqual([])
    } finally {
      await move('-28 hours')
    }
  })

  it('are a coach’s own and those of whom they stand in for', async () => {
    const other = await api.as(practice.other)
    const calendar = subscriber((await feedOf(other)).path)
    await addCall()
    await addInterview(coach)
    expect((await calendar.poll()).size).toBe(0)
    const days = { starts_on: '2020-01-01', ends_on: '2099-01-01' }
    const { organizationId: organization_id } = practice
    await insert(api.owner, 'coverage', {
      ...{ organization_id, member_id: practice.coach.id, delegate_id: practice.other.id, ...days },
    })
    const shown = kept(await calendar.poll()).map(({ summary }) => summary)
    expect(shown).toEqual(
      expect.arrayContaining(['Ana Ruiz: Interview at Lumen Freight', 'Ana Ruiz: Call about the offer']),
    )
    await api.owner.query('UPDATE coverage SET ends_on = $1 WHERE organization_id = $2', [
      '2020-02-01',
      organization_id,
    ])
    expect((await calendar.poll()).size).toBe(0)
  })
})

import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildClient, buildPractice, type Practice } from '../builders/people.ts'
import { type Api, type Caller, startApi } from '../setup/api.ts'
import { moveClock } from '../setup/clock.ts'
import { settled } from '../setup/settled.ts'

let api: Api
let ours: Practice
let theirs: Practice
let coach: Caller
let other: Caller
let admin: Caller
let client: Caller

beforeAll(async () => {
  api = await startApi({ POOL_SIZE: '12' })
  ours = await buildPractice(api.owner)
  theirs = await buildPractice(api.owner)
  coach = await api.as(ours.coach)
  other = await api.as(ours.other)
  admin = await api.as(ours.admin)
  client = await api.as(ours.client)
})
afterAll(() => api.close())

interface Change {
  id: string
  type: string
  subjectId: string
}

/** Follows the feed from a cursor to its end. */
async function follow(caller: Caller, cursor: string | undefined, query = '') {
  await settled(api.owner)
  const seen: Change[] = []
  for (let at = cursor; ; ) {
    const { body, status } = await caller.get(`/v1/changes?limit=50${query}${at ? `&cursor=${at}` : ''}`)
    expect(status).toBe(200)
    seen.push(...body.data)
    at = body.cursor
    if (!body.more) return { seen, cursor: at as string }
  }
}

/** A cursor that holds nothing of what happened before. */
async function now(caller: Caller): Promise<string> {
  await settled(api.owner)
  return (await caller.get('/v1/changes?from=now')).body.cursor
}

describe('the feed of changes', () => {
  it('tells what happened since, once, and then no more', async () => {
    const start = await now(coach)
    const { body } = await coach.post('/v1/clients').send({ name: 'Ines Ortega' })
    await coach.patch(`/v1/clients/${body.id}`).set('if-match', '*').send({ phone: '+1 212 555 0100' })
    const { seen, cursor } = await follow(coach, start)
    expect(seen.map(({ type, subjectId }) => [type, subjectId])).toEqual([
      ['client.created', body.id],
      ['client.updated', body.id],
    ])
    expect((await follow(coach, cursor)).seen).toEqual([])
  })

  it('holds only what the caller may see', async () => {
    const callers = [coach, other, admin, client, await api.as(theirs.admin)]
    const starts = await Promise.all(callers.map(now))
    const body = { opportunityId: ours.opportunity.id, startsAt: '2030-03-04T15:00:00Z', durationMinutes: 60 }
    const more = {
      timeZone: 'America/New_York',
      format: 'video',
      round: 1,
      participants: [{ name: 'Ada', role: 'interviewer' }],
    }
    expect((await coach.post('/v1/interviews').send({ ...body, ...more })).status).toBe(201)
    const seen = await Promise.all(
      callers.map(async (caller, i) => (await follow(caller, starts[i])).seen.length),
    )
    expect(seen[0]).toBeGreaterThan(3)
    expect(seen.slice(1, 5).map((n) => n > 0)).toEqual([false, true, true, false])
  })

  it('can be narrowed to some records', async () => {
    const start = await now(coach)
    await coach.post('/v1/employers').send({ name: 'Sable Rail' })
    await coach.post('/v1/clients').send({ name: 'Una Reid' })
    const { seen } = await follow(coach, start, '&types=employer')
    expect(seen.map(({ type }) => type)).toEqual(['employer.created'])
  })

  it.each(['x', 'MC4w', Buffer.from(`99999999999999999999.${newId()}.1`).toString('base64url')])(
    'refuses the cursor %s',
    async (cursor) => {
      const answer = await coach.get(`/v1/changes?cursor=${cursor}`)
      expect([answer.status, answer.body.errors?.[0]?.code]).toEqual([400, 'cursor_invalid'])
    },
  )
})

describe('a cursor', () => {
  it('holds for as long as changes are kept, and then says how to begin anew', async () => {
    await api.owner.query('UPDATE organization SET keep_events_days = 30 WHERE id = $1', [
      ours.organizationId,
    ])
    const start = await now(coach)
    const asked = async () => coach.get(`/v1/changes?cursor=${start}`)
    await moveClock(api.database.urls.migrate, { by: '29 days' })
    expect((await asked()).status).toBe(200)
    await moveClock(api.database.urls.migrate, { by: '2 days' })
    const late = await asked()
    expect([late.status, late.body.type]).toEqual([410, expect.stringMatching(/cursor-expired$/)])
    expect(late.body.detail).toContain('from=now')
    expect((await coach.get('/v1/changes')).status).toBe(200)
    await api.owner.query('UPDATE organization SET keep_events_days = NULL WHERE id = $1', [
      ours.organizationId,
    ])
    expect((await asked()).status).toBe(200)
    await moveClock(api.database.urls.migrate, { by: '-31 days' })
  })
})

describe('what the installation has dropped', () => {
  it('is told to who comes too late, and to nobody else', async () => {
    const [start, old] = [await now(coach), Buffer.from(`5.${newId()}.${Date.now() - 5 * 86_400_000}`)]
    const asked = async (cursor: string) => (await coach.get(`/v1/changes?cursor=${cursor}`)).status
    const dropped = (sql: string) => api.owner.query(`UPDATE event_horizon SET kept_since = ${sql}`)
    expect(await asked(start)).toBe(200)
    await dropped(`now() - interval '2 days'`)
    expect([await asked(start), await asked(old.toString('base64url'))]).toEqual([200, 200])
    await dropped(`now() + interval '1 second'`)
    expect([await asked(start), await asked(old.toString('base64url'))]).toEqual([410, 410])
    expect((await coach.get('/v1/changes')).status).toBe(200)
    await dropped(`'-infinity'`)
    expect(await asked(start)).toBe(200)
  })
})

describe('a reader beside many writers', () => {
  it('misses nothing and sees nothing twice, though transactions commit out of order and late', async () => {
    const seeded = await buildClient(api.owner, ours.organizationId, ours.coach)
    const start = await now(admin)
    const written: string[] = []
    let writing = true
    const writer = async (number: number) => {
      const connection = new pg.Client({ connectionString: api.database.urls.migrate })
      await connection.connect()
      for (let round = 0; round < 12; round++) {
        const id = newId()
        await connection.query('BEGIN')
        await connection.query(
          `INSERT INTO event (organization_id, id, type, subject_id, client_id, actor_kind) VALUES ($1, $2, 'client.updated', $3, $3, 'job')`,
          [ours.organizationId, id, seeded.id],
        )
        await sleep((number * 37 + round * 53) % 400)
        await connection.query(round % 5 === 4 ? 'ROLLBACK' : 'COMMIT')
        if (round % 5 !== 4) written.push(id)
      }
      await connection.end()
    }
    const seen: string[] = []
    let cursor = start
    const read = async () => {
      const found = await follow(admin, cursor)
      cursor = found.cursor
      seen.push(...found.seen.filter(({ subjectId }) => subjectId === seeded.id).map(({ id }) => id))
    }
    const reader = (async () => {
      while (writing) await read()
    })()
    await Promise.all(Array.from({ length: 16 }, (_, number) => writer(number)))
    writing = false
    await reader
    await read()
    expect(seen.length).toBe(written.length)
    expect(new Set(seen)).toEqual(new Set(written))
  })
})

import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildPractice, type Practice } from '../builders/people.ts'
import { type Api, type Caller, startApi } from '../setup/api.ts'

/** npm run torture:paging takes 100,000. */
const tasks = Number(process.env.TASKS ?? 2_000)
const size = Math.min(200, Math.ceil(tasks / 40))

let api: Api
let ours: Practice
let coach: Caller

beforeAll(async () => {
  api = await startApi()
  ours = await buildPractice(api.owner)
  coach = await api.as(ours.coach)
})
afterAll(() => api.close())

/** Many share a moment, as the tasks of one import do. */
async function addTasks(): Promise<string[]> {
  const { rows } = await api.owner.query(
    `INSERT INTO task (organization_id, client_id, coach_id, kind, title, due_at, original_due_at, created_at)
     SELECT $1, $2, $3, 'custom', 'Task ' || i, now() + i * interval '1 minute', now(), now() - (i / 7) * interval '1 second'
     FROM generate_series(1, $4::int) AS i RETURNING id`,
    [ours.organizationId, ours.client.id, ours.coach.id, tasks],
  )
  await api.owner.query('ANALYZE task')
  return rows.map(({ id }) => id)
}

it.each(['createdAt', '-createdAt'])(
  `pages by %s through ${tasks} tasks, while others add, change and remove some, give each that stays exactly once`,
  async (sort) => {
    await api.owner.query('UPDATE task SET deleted_at = now()')
    const ids = await addTasks()
    const removed = new Set<string>()
    let [reading, added, changed] = [true, 0, 0]
    const pick = () => ids[Math.floor(Math.random() * ids.length)] as string

    const adding = async () => {
      for (; reading; added++)
        await coach
          .post('/v1/tasks')
          .send({ clientId: ours.client.id, title: 'Meanwhile', dueAt: '2031-05-01T10:00:00Z' })
    }
    const changing = async () => {
      for (; reading; changed++) {
        const dueAt = new Date(Date.now() + Math.random() * 50 * 86_400_000).toISOString()
        await coach.patch(`/v1/tasks/${pick()}`).set('if-match', '*').send({ dueAt, note: 'moved' })
      }
    }
    const removing = async () => {
      while (reading) {
        const id = pick()
        if (removed.has(id)) continue
        removed.add(id)
        await coach.delete(`/v1/tasks/${id}`).set('if-match', '*')
      }
    }
    const seen = new Map<string, number>()
    const read = async () => {
      for (let cursor: string | null = ''; cursor !== null; ) {
        const { status, body } = await coach.get(
          `/v1/tasks?sort=${sort}&limit=${size}${cursor && `&cursor=${cursor}`}`,
        )
        expect(status).toBe(200)
        for (const { id } of body.data) seen.set(id, (seen.get(id) ?? 0) + 1)
        cursor = body.page.nextCursor
        await sleep(1)
      }
      reading = false
    }
    const began = Date.now()
    await Promise.all([read(), adding(), changing(), removing()])
    const lost = ids.filter((id) => !removed.has(id) && !seen.has(id))
    const twice = [...seen].filter(([, times]) => times > 1)
    console.log(
      `${sort}: ${tasks} tasks in pages of ${size}, ${Date.now() - began} ms; meanwhile ${added} added, ${changed} changed, ${removed.size} removed; ${lost.length} lost, ${twice.length} twice`,
    )
    expect([lost, twice]).toEqual([[], []])
    expect(Math.min(added, changed, removed.size)).toBeGreaterThan(0)
  },
  60_000 + tasks * 20,
)

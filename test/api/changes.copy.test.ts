import { setTimeout as sleep } from 'node:timers/promises'
import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { removeContact, restoreContact } from '../../server/features/contacts/contacts.removal.ts'
import * as contacts from '../../server/features/contacts/contacts.service.ts'
import { removeEmployer, restoreEmployer } from '../../server/features/employers/employers.removal.ts'
import * as employers from '../../server/features/employers/employers.service.ts'
import { removeTask, restoreTask } from '../../server/features/plans/plans.removal.ts'
import { changeTask } from '../../server/features/tasks/tasks.change.ts'
import { createTask } from '../../server/features/tasks/tasks.service.ts'
import type { Caller as ScopeCaller } from '../../server/platform/actor.ts'
import { type Action, action, perform } from '../../server/platform/scope.ts'
import { buildPractice, type Practice } from '../builders/people.ts'
import { type Api, type Caller, startApi } from '../setup/api.ts'
import { settled } from '../setup/settled.ts'

/** npm run torture:changes writes for ten minutes, and holds transactions open for up to ten seconds. */
const seconds = Number(process.env.SECONDS ?? 12)
const longestHold = Number(process.env.HOLD ?? 2) * 1000
const writers = 16

let api: Api
let ours: Practice
let admin: Caller
let caller: ScopeCaller

beforeAll(async () => {
  api = await startApi({ POOL_SIZE: String(writers + 8) })
  ours = await buildPractice(api.owner)
  admin = await api.as(ours.admin)
  const { rows } = await api.owner.query('SELECT id, account_id FROM session WHERE organization_id = $1', [
    ours.organizationId,
  ])
  const [session] = rows
  caller = {
    ...{ organizationId: ours.organizationId, sessionId: session.id, accountId: session.account_id },
    ...{ keyId: null, locale: null, ip: null, requestId: newId() },
  }
}, 120_000)
afterAll(() => api.close())

const unchecked = () => {}

/** Does it in a transaction that stays open for a while, and sometimes comes to nothing. */
async function held<Input, Output>(
  { permission, run }: Action<Input, Output>,
  input: Input,
): Promise<Output | null> {
  const hold = Math.random() < 0.1 ? Math.random() * longestHold : Math.random() * 30
  const undone = new Error('rolled back on purpose')
  const slowly = action(permission, async (scope, wanted: Input) => {
    const output = await run(scope, wanted)
    await sleep(hold)
    if (Math.random() < 0.1) throw undone
    return output
  })
  try {
    return await perform(api.context, caller, slowly, input)
  } catch {
    return null // rolled back on purpose, or in the way of another writer
  }
}

interface Kind {
  create(n: number): Promise<{ id: string } | null>
  change(id: string): Promise<unknown>
  remove(id: string): Promise<unknown>
  restore(id: string): Promise<unknown>
}

const kinds = (): Record<string, Kind> => ({
  employers: {
    create: (n) => held(employers.createEmployer, { name: `Employer ${n}` }),
    change: (id) =>
      held(employers.changeEmployer, { id, patch: { name: `Employer ${newId()}` }, check: unchecked }),
    remove: (id) => held(removeEmployer, { id, check: unchecked }),
    restore: (id) => held(restoreEmployer, { id, check: unchecked }),
  },
  contacts: {
    create: (n) =>
      held(contacts.createContact, { employerId: ours.opportunity.employerId, name: `Contact ${n}` }),
    change: (id) =>
      held(contacts.changeContact, { id, patch: { name: `Contact ${newId()}` }, check: unchecked }),
    remove: (id) => held(removeContact, { id, check: unchecked }),
    restore: (id) => held(restoreContact, { id, check: unchecked }),
  },
  tasks: {
    create: (n) =>
      held(createTask, { clientId: ours.client.id, title: `Task ${n}`, dueAt: '2031-05-01T10:00:00Z' }),
    change: (id) => held(changeTask, { id, patch: { title: `Task ${newId()}` }, check: unchecked }),
    remove: (id) => held(removeTask, { id, check: unchecked }),
    restore: (id) => held(restoreTask, { id, check: unchecked }),
  },
})

async function write(until: number, known: Map<string, string[]>): Promise<void> {
  const all = Object.entries(kinds())
  while (Date.now() < until) {
    const [name, kind] = all[Math.floor(Math.random() * all.length)] as [string, Kind]
    const ids = known.get(name) ?? []
    known.set(name, ids)
    const id = ids[Math.floor(Math.random() * ids.length)]
    const chance = Math.random()
    if (!id || chance < 0.4) {
      const made = await kind.create(ids.length)
      if (made) ids.push(made.id)
    } else if (chance < 0.7) await kind.change(id)
    else if (chance < 0.85) await kind.remove(id)
    else await kind.restore(id)
  }
}

const resources: Record<string, string> = { employer: 'employers', contact: 'contacts', task: 'tasks' }

/** A copy as a program would keep one: it fetches what it is told of, and drops what is gone. */
function keeper() {
  const copy = new Map<string, unknown>()
  let tombstones = 0
  let changes = 0
  let cursor = ''
  const fetchAnew = async (resource: string, ids: readonly string[]) => {
    for (let at = 0; at < ids.length; at += 100) {
      const wanted = ids.slice(at, at + 100)
      const { body, status } = await admin.get(`/v1/${resource}?limit=100&ids=${wanted.join()}`)
      expect(status).toBe(200)
      for (const id of wanted) copy.delete(`${resource} ${id}`)
      for (const record of body.data) copy.set(`${resource} ${record.id}`, record)
    }
  }
  const step = async (): Promise<boolean> => {
    const { body, status } = await admin.get(
      `/v1/changes?limit=200&types=${Object.keys(resources)}${cursor && `&cursor=${cursor}`}`,
    )
    expect(status).toBe(200)
    cursor = body.cursor
    changes += body.data.length
    const told = body.data as { type: string; subjectId: string }[]
    for (const [noun, resource] of Object.entries(resources)) {
      const about = told.filter(({ type }) => type.startsWith(`${noun}.`))
      const gone = about.filter(({ type }) => type === `${noun}.deleted`)
      tombstones += gone.length
      for (const { subjectId } of gone) copy.delete(`${resource} ${subjectId}`)
      await fetchAnew(resource, [...new Set(about.map(({ subjectId }) => subjectId))])
    }
    return body.more || body.data.length > 0
  }
  return { copy, step, told: () => ({ changes, tombstones }) }
}

/** All that there is, by the lists. */
async function everything(): Promise<Map<string, unknown>> {
  const found = new Map<string, unknown>()
  for (const resource of Object.values(resources))
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body } = await admin.get(
        `/v1/${resource}?sort=createdAt&limit=200${cursor && `&cursor=${cursor}`}`,
      )
      for (const record of body.data) found.set(`${resource} ${record.id}`, record)
      cursor = body.page.nextCursor
    }
  return found
}

it(
  `a copy kept by the feed beside ${writers} writers, whose transactions stay open up to ${longestHold} ms, is equal row for row`,
  async () => {
    const { copy, step, told } = keeper()
    const known = new Map<string, string[]>()
    const until = Date.now() + seconds * 1000
    let writing = true
    const reading = (async () => {
      while (writing) if (!(await step())) await sleep(50)
    })()
    await Promise.all(Array.from({ length: writers }, () => write(until, known)))
    writing = false
    await reading
    // Whatever still runs on this server holds the feed back; the writers themselves have ended.
    await settled(api.owner)
    while (await step());
    const truth = await everything()
    // Who was there before the feed began is told of by no event.
    for (const key of truth.keys())
      if (!known.get(key.split(' ')[0] ?? '')?.includes(key.split(' ')[1] ?? ''))
        copy.set(key, truth.get(key))
    const { changes, tombstones } = told()
    console.log(
      `${seconds} s: ${changes} changes, ${tombstones} of them tombstones; a copy of ${copy.size} records`,
    )
    expect(Object.fromEntries(copy)).toEqual(Object.fromEntries(truth))
    expect(tombstones).toBeGreaterThan(0)
  },
  (seconds + 120) * 1000,
)

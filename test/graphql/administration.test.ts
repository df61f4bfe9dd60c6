import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildClient, buildPractice, type Practice } from '../builders/people.ts'
import { type Api, type Caller, startApi } from '../setup/api.ts'

let api: Api
let practice: Practice
let admin: Caller
let coach: Caller

beforeAll(async () => {
  api = await startApi({ PUBLIC_URL: 'https://afterword.test' })
  practice = await buildPractice(api.owner)
  admin = await api.as(practice.admin)
  coach = await api.as(practice.coach)
})
afterAll(() => api.close())

async function ask(caller: Caller, query: string, variables: object = {}, headers = {}) {
  const { body } = await caller.post('/graphql').set(headers).send({ query, variables })
  expect(body.errors, JSON.stringify(body)).toBeUndefined()
  return body.data
}
const errors = 'userErrors { kind code field message }'
async function change(caller: Caller, name: string, input: object, shows: string, headers = {}) {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${shows} ${errors} } }`
  return (await ask(caller, query, { input }, headers))[name]
}
const addTask = async (title: string) => {
  const body = { clientId: practice.client.id, title, dueAt: '2030-01-07T15:00:00Z' }
  return (await coach.post('/v1/tasks').send(body)).body as { id: string; version: number }
}

describe('secrets', () => {
  it('of keys and calendars are told once, and again to the same Idempotency-Key', async () => {
    const headers = { 'idempotency-key': randomUUID() }
    const body = { name: 'Site', scopes: ['tasks:read'], clientIds: [practice.client.id] }
    const shows = 'key apiKey { id hint scopes clientIds status createdBy { name } version }'
    const made = await change(admin, 'createApiKey', body, shows, headers)
    expect(made.apiKey).toMatchObject({
      ...{ scopes: ['tasks:read'], clientIds: [practice.client.id], status: 'active' },
      createdBy: { name: 'Mina Holt' },
    })
    expect((await change(admin, 'createApiKey', body, shows, headers)).key).toBe(made.key)
    const asKey = api.anyone.get('/v1/tasks').set('authorization', `Bearer ${made.key}`)
    expect((await asKey).status).toBe(200)
    const { id, version } = made.apiKey
    const named = await change(admin, 'updateApiKey', { id, version, name: 'Page' }, 'apiKey { name }')
    expect(named.apiKey).toEqual({ name: 'Page' })
    const stale = await change(admin, 'updateApiKey', { id, version, name: 'Site' }, 'apiKey { name }')
    expect(stale.userErrors).toMatchObject([{ kind: 'VERSION_MISMATCH', field: ['input', 'version'] }])
    expect((await change(admin, 'revokeApiKey', { id }, 'apiKey { status }')).apiKey.status).toBe('revoked')
    const { apiKeys } = await ask(admin, '{ apiKeys(status: revoked) { nodes { id } total { count } } }')
    expect(apiKeys).toEqual({ nodes: [{ id }], total: { count: 1 } })
  })

  it('a calendar is made, read and revoked', async () => {
    const made = await change(coach, 'createCalendarFeed', {}, 'url calendarFeed { id hint memberId }')
    expect(made.calendarFeed).toMatchObject({ memberId: practice.coach.id })
    const path = new URL(made.url).pathname
    expect((await api.anyone.get(path)).status).toBe(200)
    const { id } = made.calendarFeed
    const { calendarFeeds } = await ask(coach, '{ calendarFeeds { nodes { id lastFetchedAt } } }')
    expect(calendarFeeds.nodes).toMatchObject([{ id, lastFetchedAt: expect.stringMatching(/Z$/) }])
    await change(coach, 'revokeCalendarFeed', { id }, 'id')
    expect((await api.anyone.get(path)).status).toBe(404)
  })
})

describe('several at once', () => {
  it('are done with a result for each, in their order', async () => {
    const [first, second] = [await addTask('One'), await addTask('Two')]
    const tasks = [first, { ...second, version: 7 }, { id: randomUUID(), version: 1 }]
    const input = { act: 'complete', note: 'sent', tasks: tasks.map(({ id, version }) => ({ id, version })) }
    const { results, userErrors } = await change(
      coach,
      'actOnTasks',
      input,
      `results { task { id status note } ${errors} }`,
    )
    expect(userErrors).toEqual([])
    expect(results).toMatchObject([
      { task: { id: first.id, status: 'done', note: 'sent' }, userErrors: [] },
      { task: null, userErrors: [{ kind: 'VERSION_MISMATCH', field: ['input', 'tasks', '1'] }] },
      { task: null, userErrors: [{ kind: 'NOT_FOUND', field: ['input', 'tasks', '2'] }] },
    ])
    const foreign = await change(coach, 'actOnTasks', { ...input, act: 'skip' }, `results { ${errors} }`)
    expect(foreign).toMatchObject({
      results: null,
      userErrors: [{ code: 'not_allowed', field: ['input', 'note'] }],
    })
  })

  it('are added, and one that is wrong keeps no other from being added', async () => {
    const items = [{ name: 'Ines' }, { name: 'Olga', primaryCoachId: randomUUID() }]
    const { results } = await change(
      admin,
      'createClients',
      { items },
      `results { client { name } ${errors} }`,
    )
    expect(results).toMatchObject([
      { client: { name: 'Ines' }, userErrors: [] },
      {
        client: null,
        userErrors: [{ code: 'reference_not_found', field: ['input', 'items', '1', 'primaryCoachId'] }],
      },
    ])
    const wrong = await change(admin, 'createClients', { items: [{ name: ' ' }] }, `results { ${errors} }`)
    expect(wrong).toMatchObject({ results: null, userErrors: [{ field: ['input', 'items', '0', 'name'] }] })
  })
})

describe('people', () => {
  it('are invited, and the invitation is revoked', async () => {
    const body = { kind: 'member', email: 'new@people.test', role: 'coach' }
    const shows = 'invitation { id email status expiresAt }'
    const { invitation } = await change(admin, 'createInvitation', body, shows)
    expect(invitation).toMatchObject({ email: 'new@people.test', status: 'open' })
    const { id } = invitation
    expect((await change(admin, 'resendInvitation', { id }, shows)).invitation.id).toBe(id)
    expect((await change(admin, 'revokeInvitation', { id }, shows)).invitation.status).toBe('revoked')
    expect(
      (await change(admin, 'createInvitation', { ...body, email: null }, shows)).userErrors,
    ).toMatchObject([{ field: ['input', 'email'] }])
    const { invitations } = await ask(admin, '{ invitations(open: false) { nodes { id } } }')
    expect(invitations.nodes).toEqual([{ id }])
  })

  it('leave, and their clients go to another', async () => {
    const leaving = await buildPractice(api.owner)
    const boss = await api.as(leaving.admin)
    const { id } = leaving.coach
    const alone = await change(boss, 'deactivateMember', { id }, 'member { active }')
    expect(alone.userErrors).toMatchObject([{ code: 'coach_required', field: ['input', 'handOverTo'] }])
    const input = { id, version: 1, handOverTo: leaving.other.id }
    expect(await change(boss, 'deactivateMember', input, 'member { active }')).toEqual({
      member: { active: false },
      userErrors: [],
    })
    expect((await boss.get(`/v1/clients/${leaving.client.id}`)).body.primaryCoachId).toBe(leaving.other.id)
  })

  it('ask to be erased, are declined, and are erased with their name as confirmation', async () => {
    const person = await buildClient(api.owner, practice.organizationId, practice.coach, {
      login: true,
      name: 'Bo Li',
    })
    const asking = await api.as(person)
    const shows = 'erasureRequest { id status version client { name } }'
    const { erasureRequest } = await change(asking, 'requestErasure', { clientId: person.id }, shows)
    expect(erasureRequest).toMatchObject({ status: 'open', client: { name: 'Bo Li' } })
    const { id } = erasureRequest
    const declined = await change(admin, 'declineErasure', { id, version: 1 }, shows)
    expect(declined.erasureRequest.status).toBe('declined')
    expect((await change(asking, 'withdrawErasure', { id }, shows)).userErrors).toMatchObject([
      { kind: 'CONFLICT', code: 'not_open' },
    ])
    const input = { id: person.id, version: 1 }
    const fields = 'id erasure { erasedAt contacts mentions { id } }'
    const wrong = await change(admin, 'eraseClient', { ...input, confirm: 'Bo' }, fields)
    expect(wrong.userErrors).toMatchObject([{ code: 'confirm_mismatch', field: ['input', 'confirm'] }])
    const erased = await change(admin, 'eraseClient', { ...input, confirm: 'Bo Li' }, fields)
    expect(erased).toMatchObject({ id: person.id, erasure: { contacts: [], mentions: [] }, userErrors: [] })
    expect((await asking.get('/v1/auth/me')).status).toBe(401)
  })

  it('are kept for as long as the practice says', async () => {
    const { retention, retentionPreview } = await ask(
      admin,
      '{ retention { version eventsDays } retentionPreview(eventsDays: 30, clientsMonths: null) { clients events mails } }',
    )
    expect(retentionPreview).toEqual({ clients: 0, events: 0, mails: 0 })
    const { version } = retention
    await change(admin, 'updateRetention', { version, eventsDays: 400, clientsMonths: null }, 'id')
    const after = (await admin.get('/v1/organization/retention')).body
    expect(after).toMatchObject({ eventsDays: 400, clientsMonths: null })
    const short = await change(admin, 'updateRetention', { version: after.version, eventsDays: 1 }, 'id')
    expect(short.userErrors).toMatchObject([{ field: ['input', 'eventsDays'] }])
  })
})

describe('reading', () => {
  it('the log gives the pages that REST gives, forwards and backwards', async () => {
    for (const n of [1, 2, 3, 4, 5]) await addTask(`Logged ${n}`)
    const filter = `clientId: "${practice.client.id}", recordType: ["task"]`
    const rest = (await coach.get(`/v1/activities?clientId=${practice.client.id}&recordType=task&limit=100`))
      .body.data
    const fields =
      'edges { cursor node { id verb recordName occurredAt actor { kind name } changes { field after } withheld } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } total { count }'
    const page = async (args: string) =>
      (await ask(coach, `{ activities(${filter}, ${args}) { ${fields} } }`)).activities
    const all = await page('first: 100')
    const ids = all.edges.map(({ node }: { node: { id: string } }) => node.id)
    expect(ids).toEqual(rest.map(({ id }: { id: string }) => id))
    expect(all.total.count).toBe(ids.length)
    expect(all.edges[0].node).toMatchObject({
      ...{ verb: 'created', recordName: 'Logged 5', actor: { kind: 'member', name: 'Robin Hale' } },
      changes: expect.arrayContaining([{ field: 'title', after: '"Logged 5"' }]),
    })
    const walk = async (backward: boolean) => {
      const seen: string[] = []
      for (let cursor = ''; ; ) {
        const args = backward ? 'last: 2' : 'first: 2'
        const at = cursor && `, ${backward ? 'before' : 'after'}: "${cursor}"`
        const { edges, pageInfo } = await page(args + at)
        const own = edges.map(({ node }: { node: { id: string } }) => node.id)
        seen.splice(backward ? 0 : seen.length, 0, ...own)
        expect(backward ? pageInfo.hasNextPage : pageInfo.hasPreviousPage).toBe(cursor !== '')
        if (!(backward ? pageInfo.hasPreviousPage : pageInfo.hasNextPage)) return seen
        cursor = backward ? pageInfo.startCursor : pageInfo.endCursor
      }
    }
    expect(await walk(false)).toEqual(ids)
    expect(await walk(true)).toEqual(ids)
  })

  it('a plan’s preview is REST’s, and is about nothing where there is nothing', async () => {
    const body = {
      ...{ startsAt: '2030-03-04T15:00:00Z', durationMinutes: 60, timeZone: 'America/New_York' },
      ...{ format: 'video', participants: [{ name: 'Ada', email: 'ada@example.com' }] },
      decision: { kind: 'within', days: 14 },
    }
    const rest = await coach
      .post('/v1/follow-up-plans:preview')
      .send({ ...body, employer: { country: 'US', region: 'NY' } })
    const query = `query ($participants: [ParticipantInput!], $decision: DecisionInput) { planPreview(employer: { country: "US", region: "NY" },
      startsAt: "${body.startsAt}", durationMinutes: 60, timeZone: "${body.timeZone}", format: video,
      participants: $participants, decision: $decision) {
        decisionDate policyId note suggestClosing tasks { kind channel status title dueAt overdueAt participant rule reason } } }`
    const { planPreview } = await ask(coach, query, body)
    const { policy, ...plan } = rest.body
    expect(planPreview).toEqual({ ...plan, policyId: policy.id })
    expect(planPreview.tasks.length).toBeGreaterThan(1)
    const nothing = await ask(coach, `{ planPreview(interviewId: "${randomUUID()}") { note } }`)
    expect(nothing).toEqual({ planPreview: null })
    const both = await coach.post('/graphql').send({ query: '{ planPreview { note } }' })
    expect(both.body.errors[0].extensions.code).toBe('validation-failed')
  })
})

import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { buildSchema, type GraphQLInputObjectType, isNonNullType } from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ApiKeyBody, ApiKeyPatch } from '../../server/features/api-keys/api-keys.schema.ts'
import { ClientBody, ClientPatch } from '../../server/features/clients/clients.schema.ts'
import { CoachBody } from '../../server/features/clients/coaches.schema.ts'
import { ConsentBody } from '../../server/features/clients/consent.schema.ts'
import { ContactBody, ContactPatch } from '../../server/features/contacts/contacts.schema.ts'
import { CoverageBody, CoveragePatch } from '../../server/features/coverage/coverage.schema.ts'
import { EmployerBody, EmployerPatch } from '../../server/features/employers/employers.schema.ts'
import { CalendarFeedBody } from '../../server/features/feeds/feeds.schema.ts'
import * as interviews from '../../server/features/interviews/interviews.schema.ts'
import { InvitationBody } from '../../server/features/invitations/invitations.schema.ts'
import { DeactivateBody, MemberPatch } from '../../server/features/members/members.schema.ts'
import {
  OpportunityBody,
  OpportunityPatch,
} from '../../server/features/opportunities/opportunities.schema.ts'
import { OrganizationPatch } from '../../server/features/organizations/organizations.schema.ts'
import { EraseBody } from '../../server/features/privacy/erasure.schema.ts'
import { RetentionPatch } from '../../server/features/privacy/retention.schema.ts'
import { TaskBulkBody } from '../../server/features/tasks/tasks.bulk.schema.ts'
import * as tasks from '../../server/features/tasks/tasks.schema.ts'
import { schemaFile } from '../../server/graphql/schema.print.ts'
import { ItemsOf } from '../../server/platform/bulk.ts'
import { buildPractice, type Practice } from '../builders/people.ts'
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

const send = (query: string, variables: object = {}, headers: Record<string, string> = {}, caller = coach) =>
  caller.post('/graphql').set(headers).send({ query, variables })

const errors = 'userErrors { kind code field message }'
const inputType = (name: string) => `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`
async function change(name: string, input: object, shows = '', headers = {}, caller = coach) {
  const { body } = await send(
    `mutation ($input: ${inputType(name)}!) { ${name}(input: $input) { ${shows} ${errors} } }`,
    { input },
    headers,
    caller,
  )
  return body.errors ? { errors: body.errors } : body.data[name]
}

const events = async () =>
  (
    await api.owner.query('SELECT count(*)::int AS n FROM event WHERE organization_id = $1', [
      practice.organizationId,
    ])
  ).rows[0].n

describe('a change', () => {
  it('answers with the record as it is now, whatever of it is asked for', async () => {
    const made = await change(
      'createClient',
      { name: 'Ines', locale: 'de' },
      'client { id name locale version status openTasks { due } primaryCoach { id } }',
    )
    expect(made).toMatchObject({
      client: {
        name: 'Ines',
        locale: 'de',
        version: 1,
        status: 'active',
        primaryCoach: { id: practice.coach.id },
      },
      userErrors: [],
    })
    const { id } = made.client
    const changed = await change(
      'updateClient',
      { id, version: 1, phone: '+1 2', target: 'Pilot' },
      'client { phone target version }',
    )
    expect(changed).toEqual({ client: { phone: '+1 2', target: 'Pilot', version: 2 }, userErrors: [] })
    // Null clears, and what is left out stays.
    const cleared = await change(
      'updateClient',
      { id, version: 2, phone: null },
      'client { phone target version }',
    )
    expect(cleared.client).toEqual({ phone: null, target: 'Pilot', version: 3 })
    expect((await coach.get(`/v1/clients/${id}`)).body).toMatchObject({
      phone: null,
      target: 'Pilot',
      version: 3,
    })
  })

  it('of an interview plans, and tasks go their ways', async () => {
    const made = await change(
      'createInterview',
      {
        opportunityId: practice.opportunity.id,
        startsAt: '2030-03-04T15:00:00Z',
        durationMinutes: 60,
        timeZone: 'America/New_York',
        format: 'video',
        participants: [{ name: 'Ada', role: 'interviewer', email: 'ada@example.com' }],
        decision: { kind: 'within', days: 14 },
      },
      'interview { id version participants { name } tasks { nodes { id kind version status } } }',
    )
    expect(made.userErrors).toEqual([])
    const { interview } = made
    expect(interview.tasks.nodes.length).toBeGreaterThan(2)
    const [task] = interview.tasks.nodes
    const done = await change(
      'completeTask',
      { id: task.id, version: task.version, note: 'sent' },
      'task { status note undoUntil }',
    )
    expect(done.task).toMatchObject({ status: 'done', note: 'sent' })
    expect((await change('undoTask', { id: task.id }, 'task { status }')).task.status).toBe('scheduled')
    const stated = await change(
      'stateTimeline',
      { interviewId: interview.id, kind: 'byDate', date: '2030-03-20' },
      'interview { decisionDate decision { kind } timeline { kind } }',
    )
    expect(stated.interview).toEqual({
      decisionDate: '2030-03-20',
      decision: { kind: 'byDate' },
      timeline: [{ kind: 'byDate' }, { kind: 'within' }],
    })
    const { version } = (await coach.get(`/v1/interviews/${interview.id}`)).body
    expect(await change('removeInterview', { id: interview.id, version }, 'id')).toEqual({
      id: interview.id,
      userErrors: [],
    })
    expect((await coach.get(`/v1/interviews/${interview.id}`)).status).toBe(404)
    expect((await change('restoreInterview', { id: interview.id }, 'interview { id }')).interview.id).toBe(
      interview.id,
    )
  })

  it('names the field that is wrong, as REST does', async () => {
    for (const [name, input, expected] of [
      ['createClient', { name: ' ' }, [{ kind: 'VALIDATION_FAILED', field: ['input', 'name'] }]],
      ['createClient', { name: 'x'.repeat(201) }, [{ code: 'too_long', field: ['input', 'name'] }]],
      ['createClient', { name: 'A', email: 'none' }, [{ field: ['input', 'email'] }]],
      ['createClient', { name: 'A', timeZone: 'Mars/One' }, [{ field: ['input', 'timeZone'] }]],
      [
        'createContact',
        { employerId: randomUUID(), name: 'B' },
        [{ kind: 'REFERENCE_NOT_FOUND', field: ['input', 'employerId'] }],
      ],
      ['createContact', { employerId: '7', name: 'B' }, [{ code: 'format', field: ['input', 'employerId'] }]],
      ['completeTask', { id: '7' }, [{ code: 'format', field: ['input', 'id'] }]],
      ['completeTask', { id: randomUUID() }, [{ kind: 'NOT_FOUND', field: ['input', 'id'] }]],
      [
        'createInterview',
        {
          ...{
            opportunityId: practice.opportunity.id,
            startsAt: '2030-03-04T15:00:00Z',
            durationMinutes: 60,
          },
          ...{ timeZone: 'UTC', format: 'video', participants: [{ name: 'A' }, { email: 'none' }] },
        },
        [{ field: ['input', 'participants', '1', 'email'] }],
      ],
    ] as const)
      expect([name, await change(name, input)]).toMatchObject([name, { userErrors: expected }])
  })

  it('takes no text that can not be stored, wherever in the document it stands', async () => {
    const { body } = await send(`mutation { createClient(input: { name: "A\\u0000" }) { ${errors} } }`)
    expect(body.data.createClient.userErrors).toMatchObject([{ code: 'nul', field: ['input', 'name'] }])
    const listed = await send(`{ clients(q: "A\\u0000") { nodes { id } } }`)
    expect(listed.body.errors[0].extensions.errors).toMatchObject([{ code: 'nul', pointer: '/q' }])
  })

  it('needs the version that REST needs, and a stale one changes nothing', async () => {
    const { client } = await change('createClient', { name: 'Vera' }, 'client { id }')
    const before = await events()
    expect(await change('updateClient', { id: client.id, phone: '1' })).toMatchObject({
      userErrors: [{ kind: 'VERSION_REQUIRED', field: ['input', 'version'] }],
    })
    expect(await change('updateClient', { id: client.id, version: 7, phone: '1' })).toMatchObject({
      userErrors: [{ kind: 'VERSION_MISMATCH', field: ['input', 'version'] }],
    })
    expect((await coach.get(`/v1/clients/${client.id}`)).body).toMatchObject({ phone: null, version: 1 })
    expect(await events()).toBe(before)
  })

  it('that the role does not allow is an error of the graph, and its neighbour stands', async () => {
    const client = await api.as(practice.client)
    const { body } = await send(
      `mutation ($a: CreateEmployerInput!, $b: CreateTaskInput!) { a: createEmployer(input: $a) { employer { id } ${errors} } b: createTask(input: $b) { task { title } ${errors} } }`,
      {
        a: { name: 'No' },
        b: { clientId: practice.client.id, title: 'Read', dueAt: '2030-01-01T10:00:00Z' },
      },
      {},
      client,
    )
    expect(body.data).toEqual({ a: null, b: { task: { title: 'Read' }, userErrors: [] } })
    expect(body.errors).toMatchObject([{ path: ['a'], extensions: { code: 'forbidden' } }])
    expect((await client.get('/v1/tasks')).body.data.map(({ title }: { title: string }) => title)).toContain(
      'Read',
    )
  })

  it('that fails takes nothing of its neighbours along, and leaves no event', async () => {
    const before = await events()
    const { body } = await send(
      `mutation ($a: CreateClientInput!, $b: CreateTaskInput!, $c: CreateClientInput!) {
        a: createClient(input: $a) { client { id } ${errors} } b: createTask(input: $b) { task { id } ${errors} } c: createClient(input: $c) { client { id } ${errors} } }`,
      {
        a: { name: 'First' },
        b: {
          clientId: practice.client.id,
          title: 'x',
          dueAt: '2030-01-02T10:00:00Z',
          overdueAt: '2030-01-01T10:00:00Z',
        },
        c: { name: 'Third' },
      },
    )
    expect(body.data.b).toMatchObject({ task: null, userErrors: [{ code: 'overdue_before_due' }] })
    for (const { client } of [body.data.a, body.data.c])
      expect((await coach.get(`/v1/clients/${client.id}`)).status).toBe(200)
    expect(await events()).toBe(before + 2)
  })

  it('is not made by GET', async () => {
    const query = `mutation { createClient(input: { name: "Gala" }) { client { id } } }`
    const answer = await coach
      .get(`/graphql?query=${encodeURIComponent(query)}`)
      .set('accept', 'application/graphql-response+json')
    expect([answer.status, answer.body.data]).toEqual([405, undefined])
    expect((await coach.get('/v1/clients?q=Gala')).body.data).toEqual([])
  })
})

describe('an Idempotency-Key', () => {
  const create = (name: string, key: string) =>
    send(
      `mutation ($input: CreateClientInput!) { createClient(input: $input) { client { id name updatedAt } ${errors} } }`,
      { input: { name } },
      { 'idempotency-key': key },
    )
  const named = async (name: string) => (await coach.get(`/v1/clients?q=${name}`)).body.data.length

  it('gives the first answer again, byte for byte, and has its effect once', async () => {
    const key = randomUUID()
    const first = await create('Ida', key)
    const again = await create('Ida', key)
    expect([again.status, again.text]).toEqual([first.status, first.text])
    expect(await named('Ida')).toBe(1)
  })

  it('with another request is refused, and is free again when nothing was changed', async () => {
    const key = randomUUID()
    expect((await create(' ', key)).body.data.createClient.userErrors.length).toBe(1)
    expect((await create('Olga', key)).body.data.createClient.client.name).toBe('Olga')
    const { body } = await create('Olga the second', key)
    expect(body).toMatchObject({ status: 422, errors: [{ code: 'key_reused' }] })
    expect(await named('Olga')).toBe(1)
  })

  it('sent many times at once has its effect once', async () => {
    const key = randomUUID()
    const answers = await Promise.all(Array.from({ length: 12 }, () => create('Uma', key)))
    const made = answers.filter(({ body }) => body.data?.createClient)
    expect(new Set(made.map(({ text }) => text)).size).toBe(1)
    for (const { body } of answers)
      if (!body.data) expect(body).toMatchObject({ status: 409, errors: [{ code: 'request_in_progress' }] })
    expect(await named('Uma')).toBe(1)
  })
})

describe('beside REST', () => {
  const schema = buildSchema(readFileSync(schemaFile, 'utf8'))
  const inputs: [string, object, string[]][] = [
    ['CreateClient', ClientBody, []],
    ['UpdateClient', ClientPatch, ['id', 'version']],
    ['SetClientCoach', CoachBody, ['clientId', 'memberId']],
    ['RecordConsent', ConsentBody, ['clientId']],
    ['CreateEmployer', EmployerBody, []],
    ['UpdateEmployer', EmployerPatch, ['id', 'version']],
    ['CreateContact', ContactBody, []],
    ['UpdateContact', ContactPatch, ['id', 'version']],
    ['CreateOpportunity', OpportunityBody, []],
    ['UpdateOpportunity', OpportunityPatch, ['id', 'version']],
    ['CreateInterview', interviews.InterviewBody, []],
    ['UpdateInterview', interviews.InterviewPatch, ['id', 'version']],
    ['DebriefInterview', interviews.DebriefBody, ['id', 'version']],
    ['StateTimeline', interviews.DecisionBody, ['interviewId', 'version']],
    ['Participant', interviews.ParticipantBody, []],
    ['Decision', interviews.DecisionBody, []],
    ['CreateTask', tasks.TaskBody, []],
    ['UpdateTask', tasks.TaskPatch, ['id', 'version']],
    ['CompleteTask', tasks.CompleteBody, ['id', 'version']],
    ['SkipTask', tasks.SkipBody, ['id', 'version']],
    ['SnoozeTask', tasks.SnoozeBody, ['id', 'version']],
    ['UpdateMember', MemberPatch, ['id', 'version']],
    ['CreateCoverage', CoverageBody, []],
    ['UpdateCoverage', CoveragePatch, ['id', 'version']],
    ['UpdateOrganization', OrganizationPatch, ['version']],
    ['DeactivateMember', DeactivateBody, ['id', 'version']],
    ['CreateClients', ItemsOf(ClientBody), []],
    ['ActOnTasks', TaskBulkBody, []],
    ['CreateApiKey', ApiKeyBody, []],
    ['UpdateApiKey', ApiKeyPatch, ['id', 'version']],
    ['CreateInvitation', InvitationBody, []],
    ['CreateCalendarFeed', CalendarFeedBody, []],
    ['EraseClient', EraseBody, ['id', 'version']],
    ['EraseContact', EraseBody, ['id', 'version']],
    ['UpdateRetention', RetentionPatch, ['version']],
  ]
  it.each(inputs)('%sInput takes what REST takes, and needs what REST needs', (name, body, more) => {
    const fields = (schema.getType(`${name}Input`) as GraphQLInputObjectType).getFields()
    const { properties, required = [] } = body as { properties: object; required?: string[] }
    expect(Object.keys(fields).sort()).toEqual([...Object.keys(properties), ...more].sort())
    const needed = Object.values(fields).filter(({ type }) => isNonNullType(type))
    expect(needed.map((field) => field.name).sort()).toEqual(
      [...required, ...more.filter((one) => one !== 'version')].sort(),
    )
  })
})

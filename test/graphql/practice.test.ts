import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildPractice, type Practice } from '../builders/people.ts'
import { type Api, type Caller, startApi } from '../setup/api.ts'

let api: Api
let practice: Practice
let admin: Caller
let interviewId: string

beforeAll(async () => {
  api = await startApi()
  practice = await buildPractice(api.owner)
  admin = await api.as(practice.admin)
  const { body } = await admin.post('/v1/interviews').send({
    ...{ opportunityId: practice.opportunity.id, startsAt: '2026-02-02T15:00:00Z', durationMinutes: 60 },
    ...{
      timeZone: 'America/New_York',
      format: 'video',
      participants: [{ name: 'Ada', email: 'ada@example.com' }],
    },
  })
  interviewId = body.id
}, 120_000)
afterAll(() => api.close())

async function ask(query: string, variables: object = {}) {
  const { body } = await admin.post('/graphql').send({ query, variables })
  expect(body.errors).toBeUndefined()
  return body.data
}

it('the practice is as REST shows it, and is changed at its version alone', async () => {
  const fields =
    'id name timeZone locale policy requireSecondFactor secondFactorOfAll version createdAt updatedAt'
  const { organization } = await ask(`{ organization { ${fields} } }`)
  expect(organization).toEqual((await admin.get('/v1/organization')).body)
  const change =
    'mutation ($input: UpdateOrganizationInput!) { updateOrganization(input: $input) { id userErrors { kind } } }'
  const { updateOrganization } = await ask(change, { input: { version: 1, name: 'Harbour' } })
  expect(updateOrganization).toEqual({ id: practice.organizationId, userErrors: [] })
  const stale = await ask(change, { input: { version: 1, name: 'Port' } })
  expect(stale.updateOrganization).toEqual({ id: null, userErrors: [{ kind: 'VERSION_MISMATCH' }] })
  expect((await admin.get('/v1/organization')).body.name).toBe('Harbour')
})

it('a plan and the triage are REST’s', async () => {
  const { plan } = await ask(
    'query ($id: ID!) { plan(interviewId: $id) { decisionDate policyId policyVersion note suggestClosing tasks { id reason participant task { title dueAt status } } } }',
    { id: interviewId },
  )
  const rest = (await admin.get(`/v1/interviews/${interviewId}/plan`)).body
  expect(plan).toMatchObject({
    policyId: rest.policy.id,
    note: rest.note,
    suggestClosing: rest.suggestClosing,
  })
  expect(plan.tasks.length).toBeGreaterThan(0)
  expect(plan.tasks).toEqual(
    rest.tasks.map(({ id, reason, participant, title, dueAt, status }: Record<string, unknown>) => ({
      ...{ id, reason, participant },
      task: { title, dueAt, status },
    })),
  )
  const { triage } = await ask(
    '{ triage { overdue dueToday tomorrow thisWeek clients { clientId client { name } score urgency reasons taskId task { title } moreOpen } quiet { clientId days } interviews { interviewId } } }',
  )
  const { counts, data } = (await admin.get('/v1/reports/triage')).body
  expect(triage).toMatchObject(counts)
  expect(triage.clients.length).toBe(1)
  expect(triage.clients).toEqual(
    data.map(
      ({
        client,
        score,
        urgency,
        reasons,
        task,
        moreOpen,
      }: Record<string, never> & {
        client: { id: string; name: string }
        task: { id: string; title: string }
        reasons: { text: string }[]
      }) => ({
        ...{ clientId: client.id, client: { name: client.name }, score, urgency, moreOpen },
        reasons: reasons.map(({ text }) => text),
        taskId: task.id,
        task: { title: task.title },
      }),
    ),
  )
})

it('a coverage is made, moved and ended', async () => {
  const input = {
    memberId: practice.coach.id,
    delegateId: practice.other.id,
    startsOn: '2097-01-01',
    endsOn: '2097-02-01',
  }
  const { createCoverage } = await ask(
    'mutation ($input: CreateCoverageInput!) { createCoverage(input: $input) { coverage { id version status member { name } delegate { name } } userErrors { code } } }',
    { input },
  )
  expect(createCoverage).toMatchObject({
    coverage: { status: 'planned', member: { name: 'Robin Hale' }, delegate: { name: 'Sam Vale' } },
    userErrors: [],
  })
  const { id, version } = createCoverage.coverage
  const { updateCoverage } = await ask(
    'mutation ($input: UpdateCoverageInput!) { updateCoverage(input: $input) { coverage { endsOn } userErrors { code } } }',
    { input: { id, version, endsOn: '2097-01-15' } },
  )
  expect(updateCoverage.coverage.endsOn).toBe('2097-01-15')
  const { coverages } = await ask(
    '{ coverages { nodes { id memberId delegateId startsOn endsOn status } total { count } } }',
  )
  const rest = (await admin.get('/v1/coverages')).body.data
  expect(coverages).toEqual({
    nodes: rest.map(({ member, delegate, startsOn, endsOn, status }: Record<string, { id: string }>) => ({
      ...{ id, memberId: member?.id, delegateId: delegate?.id },
      ...{ startsOn, endsOn, status },
    })),
    total: { count: 1 },
  })
  await ask('mutation ($input: RemoveCoverageInput!) { removeCoverage(input: $input) { id } }', {
    input: { id },
  })
  expect((await admin.get('/v1/coverages')).body.data).toEqual([])
})

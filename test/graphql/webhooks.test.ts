import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildPractice, type Practice } from '../builders/people.ts'
import { type Api, type Caller, startApi } from '../setup/api.ts'

let api: Api
let practice: Practice
let admin: Caller

beforeAll(async () => {
  api = await startApi()
  practice = await buildPractice(api.owner)
  admin = await api.as(practice.admin)
})
afterAll(() => api.close())

async function ask(query: string, variables: object = {}, caller = admin) {
  const { body } = await caller.post('/graphql').send({ query, variables })
  return body
}
async function change(name: string, input: object, fields: string) {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`
  const body = await ask(
    `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} userErrors { kind field code } } }`,
    {
      input,
    },
  )
  expect(body.errors).toBeUndefined()
  return body.data[name]
}

it('endpoints are made, changed, tested and removed as in REST', async () => {
  const url = 'https://hooks.example.com/afterword'
  const made = await change(
    'createWebhook',
    { url, eventTypes: ['task.*'] },
    'secret webhook { id version url }',
  )
  expect(made).toMatchObject({ userErrors: [], webhook: { version: 1, url } })
  expect(made.secret).toMatch(/^whsec_/)
  const { id } = made.webhook
  const refused = await change('createWebhook', { url: 'https://10.0.0.1/' }, 'secret webhook { id }')
  expect(refused).toEqual({
    ...{ secret: null, webhook: null },
    userErrors: [{ kind: 'RULE_VIOLATED', field: ['input', 'url'], code: 'url_address' }],
  })
  const rotated = await change(
    'rotateWebhookSecret',
    { id, overlapHours: 1 },
    'secret webhook { previousSecretUntil }',
  )
  expect(rotated.secret).not.toBe(made.secret)
  expect(Date.parse(rotated.webhook.previousSecretUntil)).toBeGreaterThan(Date.now())
  const { id: deliveryId } = await change('testWebhook', { id }, 'id')
  expect((await change('replayWebhookDelivery', { webhookId: id, deliveryId }, 'id')).id).toBe(deliveryId)
  const range = { webhookId: id, from: '2020-01-01T00:00:00Z', to: '2099-01-01T00:00:00Z' }
  expect(
    (await change('replayWebhookDeliveries', { ...range, status: ['failed'] }, 'replayed')).replayed,
  ).toBe(0)
  const off = await change('updateWebhook', { id, version: 2, status: 'off' }, 'webhook { status offReason }')
  expect(off.webhook).toEqual({ status: 'off', offReason: 'by_hand' })

  const fields =
    'id organizationId url description eventTypes status offReason previousSecretUntil failingSince lastSuccessAt resumeAt version createdAt updatedAt'
  const log =
    'id organizationId webhookId type status tries nextTryAt lastStatus lastError occurredAt deliveredAt createdAt'
  const { data, errors } = await ask(
    `query ($id: ID!) { webhook(id: $id) { ${fields} deliveries(status: [queued], first: 5) { nodes { ${log} } total { count } } } webhooks(status: off) { nodes { id } } }`,
    { id },
  )
  expect(errors).toBeUndefined()
  const { deliveries, ...webhook } = data.webhook
  expect(webhook).toEqual((await admin.get(`/v1/webhooks/${id}`)).body)
  expect(deliveries.nodes).toEqual((await admin.get(`/v1/webhooks/${id}/deliveries`)).body.data)
  expect([deliveries.total.count, data.webhooks.nodes]).toEqual([1, [{ id }]])
  expect((await change('removeWebhook', { id }, 'id')).id).toBe(id)
  expect((await ask('query ($id: ID!) { webhook(id: $id) { id } }', { id })).data.webhook).toBeNull()
})

it('are for admins alone', async () => {
  const coach = await api.as(practice.coach)
  const { errors } = await ask('{ webhooks { nodes { id } } }', {}, coach)
  expect(errors[0].extensions.code).toBe('forbidden')
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { examples } from '../../server/http/graphiql.ts'
import { buildPractice } from '../builders/people.ts'
import { type Api, type Caller, startApi } from '../setup/api.ts'

let api: Api
let coach: Caller

beforeAll(async () => {
  api = await startApi()
  coach = await api.as((await buildPractice(api.owner)).coach)
})
afterAll(() => api.close())

describe('the examples of GraphiQL', () => {
  it.each(examples().filter(({ query }) => /^query/m.test(query)))('$name answers', async ({ query }) => {
    const { body } = await coach.post('/graphql').send({ query })
    expect([body.errors, Object.keys(body.data).length]).toEqual([undefined, 1])
  })
  it('that changes something says what is wrong with its input', async () => {
    const [change] = examples().filter(({ query }) => /^mutation/m.test(query))
    const { body } = await coach
      .post('/graphql')
      .send({ query: change?.query, variables: { input: { id: '7' } } })
    expect(body.data.completeTask.userErrors).toMatchObject([{ code: 'format', field: ['input', 'id'] }])
  })
})

describe('/graphiql', () => {
  it('is a page that loads nothing from elsewhere', async () => {
    const page = await api.anyone.get('/graphiql')
    expect([page.status, page.type]).toEqual([200, 'text/html'])
    const files = [...page.text.matchAll(/<(?:script|link)[^>]* (?:src|href)="([^"]*)"/g)].map(
      ([, file]) => file ?? '',
    )
    expect(files.length).toBe(3)
    for (const file of files) {
      expect(file).toMatch(/^\/graphiql\//)
      expect((await api.anyone.get(file)).status).toBe(200)
    }
    expect(page.headers['content-security-policy']).toMatch(/default-src 'none'.*script-src 'self';/)
  }, 60_000)

  it('is not there in production', async () => {
    const serious = await startApi({ NODE_ENV: 'production' })
    try {
      expect((await serious.anyone.get('/graphiql')).status).toBe(404)
    } finally {
      await serious.close()
    }
  }, 60_000)
})

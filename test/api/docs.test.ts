import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { errorKinds } from '../../server/platform/errors.ts'
import { html } from '../../server/platform/html.ts'
import { buildPractice, insert, type Practice } from '../builders/people.ts'
import { type Api, startApi } from '../setup/api.ts'

let api: Api
let ours: Practice

beforeAll(async () => {
  api = await startApi()
  ours = await buildPractice(api.owner)
})
afterAll(() => api.close())

const get = (url: string) => api.app.inject(url)
const pages = [
  '/docs',
  '/docs/guide',
  '/docs/deprecations',
  '/docs/problems',
  ...errorKinds.map((kind) => `/docs/problems/${kind}`),
]

describe('the documentation', () => {
  it('answers on every page, without a script, and every link in it leads somewhere', async () => {
    const found = new Map<string, string>()
    for (const url of pages) {
      const answer = await get(url)
      expect([url, answer.statusCode, answer.headers['content-type']]).toEqual([
        url,
        200,
        'text/html; charset=utf-8',
      ])
      expect(/<script|\sstyle="|\son\w+="/.test(answer.body), url).toBe(false)
      found.set(url, answer.body)
    }
    for (const [url, body] of found)
      for (const [, href = ''] of body.matchAll(/href="([^"]+)"/g)) {
        if (href.startsWith('https://')) continue // another's page: a test asks nobody but ourselves
        const [path = '', anchor] = href.split('#')
        const target = path === '' ? body : (found.get(path) ?? (await get(path)).body)
        if (path !== '' && !found.has(path))
          expect([url, href, (await get(path)).statusCode]).toEqual([url, href, 200])
        if (anchor) expect(target.includes(`id="${anchor}"`), `${url} → ${href}`).toBe(true)
      }
  })

  it('shows every operation of the contract', async () => {
    const { body } = await get('/docs')
    const [, paths = ''] = /\npaths:\n([\s\S]*?)\n(?=[a-z])/.exec(readFileSync('openapi.yaml', 'utf8')) ?? []
    const operations = [...paths.matchAll(/operationId: (\w+)/g)]
    expect(operations.length).toBeGreaterThan(40)
    for (const [, id] of operations) expect(body.includes(`id="${id}"`), id).toBe(true)
  })

  it('has a page for the type of every problem', async () => {
    const answer = await get('/v1/tasks')
    expect((await get(answer.json().type)).body).toContain('Log in first')
    expect((await get('/docs/problems/none')).statusCode).toBe(404)
  })

  it('escapes what is put into it', () => {
    expect(html`<p title="${'"x"'}">${['<b>', html`<i>${'&'}</i>`]}${null}</p>`.text).toBe(
      '<p title="&quot;x&quot;">&lt;b&gt;<i>&amp;</i></p>',
    )
  })

  it('has the contract itself', async () => {
    const { body } = await get('/docs/openapi.yaml')
    expect(readFileSync('openapi.yaml', 'utf8')).toContain(body)
  })
})

describe('the small app of the guide', () => {
  it('does what the guide says', async () => {
    const id = newId()
    await insert(api.owner, 'task', {
      id,
      organization_id: ours.organizationId,
      client_id: ours.client.id,
      coach_id: ours.coach.id,
      kind: 'custom',
      title: 'Send the portfolio',
      status: 'due',
      due_at: '2026-03-02T16:00:00Z',
      original_due_at: '2026-03-02T16:00:00Z',
    })
    const url = await api.app.listen({ port: 0, host: '127.0.0.1' })
    const { token } = await api.as(ours.coach)
    const run = async () => {
      const { stdout } = await promisify(execFile)(
        process.execPath,
        ['--import', 'tsx', 'server/docs/example/reminders.ts', id],
        { env: { ...process.env, AFTERWORD_URL: url, AFTERWORD_KEY: token } },
      )
      return stdout.trim().split('\n')
    }
    expect(await run()).toEqual([
      'Ana Ruiz: Send the portfolio (due since 2026-03-02T16:00:00Z)',
      `${id} marked as done`,
    ])
    expect(await run()).toEqual([`${id} marked as done`])
  })
})

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import pg from 'pg'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { buildContact, buildPractice, type Person, password } from '../builders/people.ts'
import { launchBrowser } from '../setup/browser.ts'
import { createTestDatabase } from '../setup/database.ts'
import { startAfterword } from '../setup/process.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

const outside = ['login', 'forgot', 'reset#token=x', 'magic#token=x', 'invitation#token=x']
const own = ['settings/account', 'settings/privacy', 'interviews', 'interviews/create', 'nowhere']
const shared = ['clients', 'tasks', 'settings/members', 'settings/coverage', 'settings/activity']
const forAdmins = [
  'settings/organization',
  'settings/api-keys',
  'settings/webhooks',
  'settings/mail',
  'settings/jobs',
]

test('pages keep the rules of WCAG 2.2 AA that a program can check, light and dark, wide and narrow', async () => {
  const database = await createTestDatabase()
  onTestFinished(database.drop)
  const owner = new pg.Pool({ connectionString: database.urls.migrate, max: 2 })
  onTestFinished(() => owner.end())
  const { admin, coach, client, opportunity, organizationId } = await buildPractice(owner)
  const by = { created_by: client.id, email: 'ada@lumen.test', phone: '+1 212 555 0100' }
  const contactId = await buildContact(owner, organizationId, opportunity.employerId, by)
  const env = { LOG_LEVEL: 'error', WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8' }
  const { url } = await startAfterword({ database, env, patience: 50_000 })
  const webhook = `settings/webhooks/${await buildWebhook(url, admin)}`
  const records = [
    `opportunities/${opportunity.id}`,
    `employers/${opportunity.employerId}`,
    `contacts/${contactId}`,
  ]
  const found: string[] = []

  const look = async (page: Page, path: string) => {
    await page.goto(`${url}/${path}`)
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    // What is asked for on the way in is there, or has failed.
    await expect.poll(() => page.locator('.MuiSkeleton-root').count(), { timeout: 15_000 }).toBe(0)
    // As text: the browser runs it, and the test's own types know no browser.
    const { violations } = await page.evaluate<AxeResults>(
      `${axe}; axe.run(document, { runOnly: ${JSON.stringify(rules)} })`,
    )
    for (const { id, nodes } of violations) found.push(`/${path}: ${id}: ${nodes[0]?.html}`)
    const beside = await page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    )
    if (beside > 0) found.push(`/${path}: is ${beside} px wider than the window`)
  }
  const open = async (colorScheme: 'light' | 'dark', width: number) => {
    const context = await browser.newContext({
      colorScheme,
      locale: 'en-US',
      viewport: { width, height: 900 },
    })
    onTestFinished(() => context.close())
    const page = await context.newPage()
    page.setDefaultTimeout(15_000)
    return page
  }
  const signIn = async (page: Page, { email }: Person) => {
    await page.goto(`${url}/login`)
    await page.getByLabel('Email').fill(email)
    await page.getByLabel('Password').fill(password)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.waitForURL((at) => !at.pathname.includes('login'))
  }

  const wide = await open('light', 1440)
  for (const path of outside) await look(wide, path)
  await signIn(wide, admin)
  for (const path of ['', ...own, ...shared, ...forAdmins, webhook, ...records, `clients/${client.id}`])
    await look(wide, path)
  const narrow = await open('dark', 390)
  await signIn(narrow, coach)
  for (const path of ['', ...own, ...shared, ...records, `clients/${client.id}`]) await look(narrow, path)
  const theirs = await open('light', 390)
  await signIn(theirs, client)
  for (const path of ['', 'opportunities', ...own, ...records]) await look(theirs, path)
  expect(found).toEqual([])
}, 240_000)

/** A webhook that fails and a key that is revoked, so that their pages have something to say. */
async function buildWebhook(url: string, { email }: Person): Promise<string> {
  const send = async (method: string, path: string, body: object | undefined, token = '') => {
    const headers = { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) }
    return fetch(`${url}/v1/${path}`, { method, headers, body: body && JSON.stringify(body) })
  }
  const post = async (path: string, body: object, token = '') =>
    (await (await send('POST', path, body, token)).json()) as { id: string; accessToken: string }
  const { accessToken } = await post('auth/login', { email, password })
  const { id } = await post('webhooks', { url: 'http://127.0.0.1:1024/' }, accessToken)
  await post(`webhooks/${id}/test`, {}, accessToken)
  const key = await post('api-keys', { name: 'Old export', scopes: ['clients:read'] }, accessToken)
  expect((await send('DELETE', `api-keys/${key.id}`, undefined, accessToken)).status).toBe(204)
  return id
}

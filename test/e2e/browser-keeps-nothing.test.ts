import pg from 'pg'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { buildPractice, password } from '../builders/people.ts'
import { launchBrowser } from '../setup/browser.ts'
import { createTestDatabase } from '../setup/database.ts'
import { startAfterword } from '../setup/process.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

test('the browser asks nobody else, runs only our scripts, and keeps nothing of an interview in its storage', async () => {
  const database = await createTestDatabase()
  onTestFinished(database.drop)
  const owner = new pg.Pool({ connectionString: database.urls.migrate, max: 2 })
  onTestFinished(() => owner.end())
  const { coach } = await buildPractice(owner)
  const { url } = await startAfterword({ database, env: { LOG_LEVEL: 'error' }, patience: 50_000 })

  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US' })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  const asked: string[] = []
  const sockets: string[] = []
  const refused: string[] = []
  page.on('request', (request) => void asked.push(request.url()))
  page.on('websocket', (socket) => void sockets.push(socket.url()))
  page.on('console', (message) => {
    if (/Content.Security.Policy/i.test(message.text())) refused.push(message.text())
  })
  // As text: the browser runs it, and the test's own types know no browser.
  const stored = () =>
    page.evaluate<{ local: [string, string][] }>(`(async () => ({
      local: Object.entries({ ...localStorage }),
      session: Object.entries({ ...sessionStorage }),
      caches: await caches.keys(),
      databases: (await indexedDB.databases()).map(({ name }) => name),
      workers: (await navigator.serviceWorker.getRegistrations()).length,
      cookies: document.cookie,
    }))()`)
  const debrief = page.getByRole('link', { name: /Debrief/ }).first()
  const signIn = async () => {
    await page.getByLabel('Email').fill(coach.email)
    await page.getByLabel('Password').fill(password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await debrief.waitFor()
  }

  const answer = await page.goto(url)
  const policy = answer?.headers()['content-security-policy'] ?? ''
  const rules = new Map(
    policy.split(';').map((rule) => {
      const [name = '', ...sources] = rule.trim().split(/\s+/)
      return [name, sources.join(' ')] as const
    }),
  )
  expect(rules.get('default-src')).toBe("'none'")
  expect(rules.get('script-src')).toBe("'self'")
  expect(rules.get('connect-src')).toBe("'self'")
  expect(rules.get('frame-ancestors')).toBe("'none'")
  expect(rules.get('base-uri')).toBe("'none'")
  expect(policy).not.toMatch(/unsafe-|https?:|\*/)
  const nonces = await Promise.all(
    [0, 1].map(async () => (await fetch(url)).headers.get('content-security-policy')),
  )
  expect(nonces[0], 'a nonce of its own for each answer').not.toBe(nonces[1])

  await signIn()
  await page.getByRole('button', { name: /dark/i }).click()
  await page.goto(`${url}/interviews/create`)
  const topic = page.getByRole('textbox', { name: /talk about/ })
  await topic.fill('zqsecret the move to Postgres')
  await page.waitForTimeout(1500)
  const link = (name: string) => page.getByRole('navigation').getByRole('link', { name, exact: true }).first()
  await link('Today').click()
  await page.getByText('Nobody needs you right now').waitFor()
  const meanwhile = await stored()
  expect(JSON.stringify(meanwhile)).not.toMatch(/zqsecret|eyJ|@people\.test|Ana Ruiz/)
  expect(meanwhile).toMatchObject({ session: [], caches: [], databases: [], workers: 0, cookies: '' })

  await debrief.click()
  await page.getByText('A draft from earlier is kept here.').waitFor()
  expect(await topic.inputValue()).toContain('zqsecret')

  const before = asked.length
  await page.getByRole('button', { name: 'Robin Hale' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.getByLabel('Password').waitFor()
  await expect.poll(() => asked.slice(before).some((one) => one.endsWith('/v1/auth/logout'))).toBe(true)
  await expect.poll(async () => (await context.cookies()).map(({ name }) => name)).not.toContain('afterword')
  const after = await stored()
  expect(after).toMatchObject({ session: [], caches: [], databases: [], workers: 0, cookies: '' })
  expect(JSON.stringify(after)).not.toMatch(/signed-in|zqsecret|@people\.test|Ana Ruiz/)
  expect(JSON.stringify(after.local), 'the colours stay').toContain('dark')

  await signIn()
  await debrief.click()
  await topic.waitFor()
  expect(await topic.inputValue(), 'the draft is gone').toBe('')

  expect([...new Set(asked.map((one) => new URL(one).origin))].filter((one) => one !== 'null')).toEqual([url])
  expect(sockets.filter((one) => new URL(one).host !== new URL(url).host)).toEqual([])
  expect(refused).toEqual([])
}, 120_000)

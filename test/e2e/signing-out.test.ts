import { readFileSync } from 'node:fs'
import pg from 'pg'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest'
import { buildContact, buildPractice, type Person, type Practice, password } from '../builders/people.ts'
import { launchBrowser } from '../setup/browser.ts'
import { createTestDatabase } from '../setup/database.ts'
import { startAfterword } from '../setup/process.ts'

let browser: Browser
let practice: Practice
let contactId: string
let url: string

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

beforeEach(async () => {
  const database = await createTestDatabase()
  onTestFinished(database.drop)
  const owner = new pg.Pool({ connectionString: database.urls.migrate, max: 1 })
  onTestFinished(() => owner.end())
  practice = await buildPractice(owner)
  const { organizationId, opportunity, coach } = practice
  contactId = await buildContact(owner, organizationId, opportunity.employerId, { created_by: coach.id })
  url = (await startAfterword({ database, env: { LOG_LEVEL: 'error' }, patience: 50_000 })).url
})

/** Somebody's browser, signed in, and the access token that it used last. */
async function signIn(person: Person, viewport: { width: number; height: number }) {
  const context = await browser.newContext({ viewport, locale: 'en-US', timezoneId: 'America/New_York' })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  let token = ''
  page.on('request', (request) => {
    token = request.headers().authorization ?? token
  })
  await page.goto(`${url}/login`)
  await page.getByLabel('Email').fill(person.email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await accountOf(page).waitFor()
  return { page, context, token: () => token }
}

const accountOf = (page: Page) => page.getByRole('button', { name: /^Account of/ })
const signOutOf = (page: Page) => page.getByRole('menuitem', { name: 'Sign out' })

/** The account's menu is on the screen without scrolling, and signing out is in it. */
async function offersSigningOut(page: Page, path: string): Promise<void> {
  await page.goto(`${url}${path}`)
  await page.getByRole('heading').first().waitFor()
  const box = await accountOf(page).boundingBox()
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 }
  expect([path, box && box.x >= 0 && box.y >= 0 && box.x + box.width <= width]).toEqual([path, true])
  expect(box && box.y + box.height <= height, path).toBe(true)
  await accountOf(page).click()
  await signOutOf(page).waitFor()
  await page.keyboard.press('Escape')
}

const me = async (authorization: string): Promise<number> =>
  (await fetch(`${url}/v1/auth/me`, { headers: { authorization } })).status

/** By the menu; what the browser had kept and sent until then opens nothing any more. */
async function signsOut({ page, context, token }: Awaited<ReturnType<typeof signIn>>): Promise<void> {
  const kept = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
  expect([kept.includes('afterword='), await me(token())]).toEqual([true, 200])
  await accountOf(page).click()
  await signOutOf(page).click()
  await page.getByLabel('Password').waitFor()
  await expect.poll(() => me(token())).toBe(401)
  const headers = { cookie: kept, 'x-afterword-client': 'panel' }
  expect((await fetch(`${url}/v1/auth/refresh`, { method: 'POST', headers })).status).toBe(401)
  await page.goBack()
  await page.getByLabel('Password').waitFor()
}

/** All that the panel's own list names. */
const settings = [
  ...readFileSync('admin/src/settings/settingsPages.ts', 'utf8').matchAll(/path: '([\w-]+)'/g),
].map(([, path]) => path)

test('an admin can sign out on every page of the panel, and is then signed out', async () => {
  expect(settings.length).toBeGreaterThanOrEqual(8)
  const { client, opportunity } = practice
  const signedIn = await signIn(practice.admin, { width: 1280, height: 800 })
  const pages = ['/', '/clients', `/clients/${client.id}`, '/tasks', '/interviews', '/interviews/create']
  const records = [
    '/opportunities',
    `/opportunities/${opportunity.id}`,
    `/employers/${opportunity.employerId}`,
    `/contacts/${contactId}`,
    '/nothing/of/the/kind',
  ]
  for (const path of [...pages, ...records, ...settings.map((page) => `/settings/${page}`)])
    await offersSigningOut(signedIn.page, path)
  await signsOut(signedIn)
}, 300_000)

test('a client can sign out on a phone, on every page of theirs, and is then signed out', async () => {
  const signedIn = await signIn(practice.client, { width: 360, height: 640 })
  const pages = ['/', '/opportunities', '/interviews', '/interviews/create']
  for (const path of [...pages, '/settings/account', '/settings/privacy'])
    await offersSigningOut(signedIn.page, path)
  await signsOut(signedIn)
}, 200_000)

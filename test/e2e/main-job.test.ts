import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { buildPractice, password } from '../builders/people.ts'
import { launchBrowser } from '../setup/browser.ts'
import { moveClock } from '../setup/clock.ts'
import { createTestDatabase } from '../setup/database.ts'
import { startAfterword } from '../setup/process.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

/** Everything that the browser complains about; a page that works says nothing. */
function complaints(page: Page): string[] {
  const said: string[] = []
  page.on('pageerror', (error) => said.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of (401|404)/.test(message.text())) said.push(message.text())
  })
  return said
}

test('a coach enters an interview, sees the plan, and finds the tasks due on Today when their time has come', async () => {
  const database = await createTestDatabase()
  onTestFinished(database.drop)
  const owner = new pg.Pool({ connectionString: database.urls.migrate, max: 2 })
  onTestFinished(() => owner.end())
  const practice = await buildPractice(owner)
  // Monday 2 March 2026, half an hour after the interview: worked case 2.
  await moveClock(database.urls.migrate, { to: '2026-03-02T16:30:00Z' })
  const { url } = await startAfterword({
    database,
    env: { TEST_CLOCK: '1', LOG_LEVEL: 'error' },
    patience: 50_000,
  })

  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    timezoneId: 'America/New_York',
  })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  // Registered later, so run earlier than the context's end: what it looked like when it failed.
  onTestFinished(async ({ task }) => {
    if (task.result?.state !== 'fail') return
    const folder = join('test', '.failures')
    await mkdir(folder, { recursive: true })
    await page.screenshot({ path: join(folder, 'main-job.png'), fullPage: true })
  })
  page.setDefaultTimeout(15_000)
  const said = complaints(page)

  await page.goto(url)
  await page.getByLabel('Email').fill(practice.coach.email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByText('Nobody needs you right now').waitFor()

  await page.goto(`${url}/interviews/create`)
  await page.getByRole('combobox', { name: /^Client/ }).fill('Ana')
  await page.getByRole('option', { name: 'Ana Ruiz' }).click()
  await page.getByRole('combobox', { name: /^Opportunity/ }).click()
  await page.getByRole('option', { name: 'Data engineer at Lumen Freight' }).click()
  await page.getByLabel(/^Date/).fill('2026-03-02')
  await page.getByLabel(/^Start/).fill('10:00')
  await page.getByLabel(/^Minutes/).fill('60')

  const people = page.getByTestId('person')
  while ((await people.count()) < 2) await page.getByRole('button', { name: 'Add a person' }).click()
  await people.nth(0).getByRole('combobox', { name: /^Name/ }).fill('Ada Okafor')
  await people.nth(0).getByLabel('Email').fill('ada.okafor@example.com')
  await people.nth(1).getByLabel('I don’t know their name').check()
  await page.getByRole('radio', { name: 'Within some days or weeks' }).check()
  await page.getByLabel(/^How many/).fill('2')
  await page.getByLabel(/^Unit/).click()
  await page.getByRole('option', { name: 'weeks' }).click()

  const steps = page.getByTestId('plan-task')
  await page.getByText('They decide Mon').first().waitFor()
  await expect.poll(() => steps.count(), { timeout: 15_000 }).toBe(6)
  const preview = (await steps.allInnerTexts()).join('\n')
  for (const words of ['Ada Okafor', 'Mon March 9, 10:00', 'Thu March 12, 10:00', 'Tue March 17, 10:00'])
    expect(preview).toContain(words)
  expect(preview).toMatch(/They decide.*call/i)

  await page.getByRole('button', { name: 'Save and plan' }).click()
  await page.getByText('The interview is saved, and the plan with it').waitFor()

  // What fell due with the interview's end stands on Today by itself.
  await page.goto(url)
  const row = page.getByTestId('triage-row').filter({ hasText: 'Ana Ruiz' })
  await row.waitFor()

  await moveClock(database.urls.migrate, { to: '2026-03-09T14:00:05Z' })
  await page.goto(`${url}/tasks`)
  await page.getByRole('tab', { name: 'Due', exact: true }).click()
  await page.getByText('Call Ada Okafor').first().waitFor()
  await page.goto(url)
  await row.waitFor()

  const token = await login(url, practice.coach.email)
  const tasks = async (query: string) => {
    const answer = await fetch(`${url}/v1/tasks?${query}`, { headers: { authorization: `Bearer ${token}` } })
    return ((await answer.json()) as { data: { id: string; kind: string; status: string }[] }).data
  }
  await expect.poll(async () => (await tasks('status=due')).map(({ kind }) => kind)).toEqual(['follow_up'])
  expect((await tasks('status=overdue')).map(({ kind }) => kind).sort()).toEqual([
    'obtain_contact',
    'thank_you',
  ])

  const id = (await row.getAttribute('data-task-id')) as string
  await row.getByRole('button', { name: /^Done/ }).click()
  await row.getByText('Done.').waitFor()
  await expect.poll(async () => (await tasks(`ids=${id}`))[0]?.status).toBe('done')
  await row.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(async () => (await tasks(`ids=${id}`))[0]?.status).not.toBe('done')
  expect(said).toEqual([])
}, 120_000)

async function login(url: string, email: string): Promise<string> {
  const answer = await fetch(`${url}/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  })
  return ((await answer.json()) as { accessToken: string }).accessToken
}

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

const send = async (url: string, body: object, token = '') => {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  })
  expect(answer.ok, await answer.clone().text()).toBe(true)
  return answer.json() as Promise<Record<string, string>>
}

test('a job seeker sees their own tasks and interviews on Today, without asking for a report', async () => {
  const database = await createTestDatabase()
  onTestFinished(database.drop)
  const owner = new pg.Pool({ connectionString: database.urls.migrate, max: 2 })
  onTestFinished(() => owner.end())
  const practice = await buildPractice(owner)
  const { url } = await startAfterword({ database, env: { LOG_LEVEL: 'error' }, patience: 50_000 })
  const { accessToken } = await send(`${url}/v1/auth/login`, { email: practice.coach.email, password })
  const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString()
  const { client, opportunity } = practice
  await send(
    `${url}/v1/interviews`,
    {
      opportunityId: opportunity.id,
      startsAt: inHours(2),
      durationMinutes: 30,
      timeZone: 'America/New_York',
      format: 'video',
    },
    accessToken,
  )
  await send(
    `${url}/v1/tasks`,
    { clientId: client.id, title: 'Send the slides', dueAt: inHours(0.01) },
    accessToken,
  )

  const context = await browser.newContext({ locale: 'en-US', timezoneId: 'America/New_York' })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  const asked: string[] = []
  const refused: string[] = []
  page.on('request', (request) => void asked.push(new URL(request.url()).pathname))
  page.on('response', (response) => {
    if (response.status() === 403) refused.push(response.url())
  })
  page.on('pageerror', (error) => void refused.push(error.message))
  await page.goto(url)
  await page.getByLabel('Email').fill(client.email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByText('Send the slides').waitFor()
  await page.getByText('Data engineer · Lumen Freight').waitFor()
  await page.getByTestId('count-thisWeek').waitFor()
  expect(asked).toContain('/v1/tasks')
  expect(asked).toContain('/v1/interviews')
  expect(asked).not.toContain('/v1/reports/triage')
  expect(refused).toEqual([])
})

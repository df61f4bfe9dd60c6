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

test('GraphiQL shows its examples and answers one as whoever is signed in to the panel', async () => {
  const database = await createTestDatabase()
  onTestFinished(database.drop)
  const owner = new pg.Pool({ connectionString: database.urls.migrate, max: 2 })
  onTestFinished(() => owner.end())
  const practice = await buildPractice(owner)
  const { url } = await startAfterword({ database, env: { LOG_LEVEL: 'error' }, patience: 50_000 })
  const page = await browser.newPage()
  onTestFinished(() => page.close())
  page.setDefaultTimeout(30_000)
  const elsewhere: string[] = []
  const blocked: string[] = []
  page.on('request', (request) => {
    if (!/^(blob|data):/.test(request.url()) && !request.url().startsWith(url)) elsewhere.push(request.url())
  })
  page.on('console', (message) => {
    if (/Content Security Policy/.test(message.text())) blocked.push(message.text())
  })
  await page.goto(`${url}/graphiql`)
  await page.getByRole('tab', { name: 'Pipeline' }).first().waitFor()
  await page.getByRole('link', { name: 'Sign in to the panel' }).click()
  await page.getByLabel('Email').fill(practice.coach.email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByText('Nobody needs you right now').waitFor()

  await page.goto(`${url}/graphiql`)
  await page.getByRole('tab', { name: 'Pipeline' }).first().waitFor()
  expect(await page.getByRole('link', { name: 'Sign in to the panel' }).isVisible()).toBe(false)
  await page.locator('.graphiql-execute-button').click()
  await page.locator('.result-window').getByText('Ana Ruiz').waitFor()
  expect([elsewhere, blocked]).toEqual([[], []])
}, 120_000)

import pg from 'pg'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest'
import { buildContact, buildPractice, type Person, type Practice, password } from '../builders/people.ts'
import { launchBrowser } from '../setup/browser.ts'
import { createTestDatabase } from '../setup/database.ts'
import { startAfterword } from '../setup/process.ts'

let browser: Browser
let owner: pg.Pool
let url: string
let practice: Practice

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

beforeEach(async () => {
  const database = await createTestDatabase()
  onTestFinished(database.drop)
  owner = new pg.Pool({ connectionString: database.urls.migrate, max: 2 })
  onTestFinished(() => owner.end())
  practice = await buildPractice(owner)
  url = (await startAfterword({ database, env: { LOG_LEVEL: 'error' }, patience: 50_000 })).url
})

/** A page of somebody who has signed in; a broken script or a breach of the policy fails the test. */
async function pageOf({ email }: Person): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-US', timezoneId: 'America/New_York' })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  const broken: string[] = []
  page.on('pageerror', (error) => void broken.push(error.message))
  page.on('console', (message) => {
    if (/Content.Security.Policy/i.test(message.text())) broken.push(message.text())
  })
  onTestFinished(() => expect(broken).toEqual([]))
  await page.goto(`${url}/login`)
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL((at) => !at.pathname.includes('login'))
  return page
}

const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 })
const history = (page: Page) => page.getByTestId('history')
const save = (page: Page) => page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()

test('opportunity, employer and contact lead to each other, show who changed what, and come back by Undo', async () => {
  const { coach, client, opportunity, organizationId } = practice
  const contactId = await buildContact(owner, organizationId, opportunity.employerId, {
    created_by: client.id,
  })
  const page = await pageOf(coach)
  await page.goto(`${url}/clients/${client.id}`)
  await page.getByRole('link', { name: 'Data engineer' }).click()
  await heading(page, 'Data engineer').waitFor()

  await page.getByRole('button', { name: 'Edit' }).click()
  await page.getByRole('dialog').getByLabel('Position').fill('Data architect')
  await save(page)
  await heading(page, 'Data architect').waitFor()
  const entry = history(page).getByRole('listitem').filter({ hasText: 'Opportunity: changed' })
  await entry.getByText('Robin Hale').waitFor()
  await entry.getByText('Data engineer').waitFor()

  await page.getByRole('link', { name: 'Lumen Freight' }).click()
  await heading(page, 'Lumen Freight').waitFor()
  await page.getByTestId('positions').getByRole('link', { name: 'Data architect' }).waitFor()
  await page.getByRole('button', { name: 'Edit' }).click()
  await page.getByRole('dialog').getByLabel('Region').fill('nj')
  await save(page)
  await page.getByText('United States, NJ').waitFor()
  await history(page).getByText('Employer: changed').waitFor()

  await page.getByTestId('people').getByRole('link', { name: 'Ada Okafor' }).click()
  await heading(page, 'Ada Okafor').waitFor()
  expect(new URL(page.url()).pathname).toBe(`/contacts/${contactId}`)
  await page.getByRole('button', { name: 'Edit' }).click()
  await page.getByRole('dialog').getByLabel('Phone').fill('+1 212 555 0100')
  await save(page)
  await page.getByRole('link', { name: '+1 212 555 0100' }).waitFor()
  await history(page).getByText('Contact: changed').waitFor()

  // What is removed by mistake comes back by Undo, with the keyboard alone.
  await page.goto(`${url}/opportunities/${opportunity.id}`)
  await page.getByRole('button', { name: 'Remove' }).focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Remove Data architect?' })
  await dialog.getByRole('button', { name: 'Remove' }).focus()
  await page.keyboard.press('Enter')
  await page.waitForURL((at) => at.pathname === `/clients/${client.id}`)
  await page.getByText('Data architect is removed.').waitFor()
  await page.getByText('The positions they pursue will stand here, by stage.').waitFor()

  await page.getByRole('button', { name: 'Undo' }).focus()
  await page.keyboard.press('Enter')
  await page.getByText('Data architect is back.').waitFor()
  await heading(page, 'Data architect').waitFor()
  await history(page).getByText('Opportunity: restored').waitFor()
})

test('a job seeker changes their own opportunity, nothing of an employer, and finds nothing of others', async () => {
  const foreign = await buildPractice(owner)
  const { client, opportunity } = practice
  const page = await pageOf(client)
  for (const path of [
    `opportunities/${foreign.opportunity.id}`,
    `employers/${foreign.opportunity.employerId}`,
  ]) {
    await page.goto(`${url}/${path}`)
    await page.getByText('This is not there any more, or it is not one of yours.').waitFor()
    await page.getByRole('link', { name: 'Go to Today' }).waitFor()
  }
  await page.getByRole('link', { name: 'Opportunities' }).first().click()
  await page.getByRole('link', { name: 'Data engineer' }).click()
  await heading(page, 'Data engineer').waitFor()
  await page.getByRole('button', { name: 'Edit' }).waitFor()
  await page.getByRole('link', { name: 'Lumen Freight' }).click()
  await heading(page, 'Lumen Freight').waitFor()
  await page.getByTestId('positions').getByRole('link', { name: 'Data engineer' }).waitFor()
  expect(await page.getByRole('button', { name: 'Edit' }).count()).toBe(0)
  expect(await page.getByRole('button', { name: 'Remove' }).count()).toBe(0)
  expect(new URL(page.url()).pathname).toBe(`/employers/${opportunity.employerId}`)
})

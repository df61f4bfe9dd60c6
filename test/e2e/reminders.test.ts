import { randomUUID } from 'node:crypto'
import { simpleParser } from 'mailparser'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { buildPractice, insert, password } from '../builders/people.ts'
import { launchBrowser } from '../setup/browser.ts'
import { moveClock } from '../setup/clock.ts'
import { createTestDatabase } from '../setup/database.ts'
import { startAfterword } from '../setup/process.ts'
import { startMailServer } from '../setup/smtp.ts'

test('a reminder’s link acts on a click alone, reminders are ended by another, and taken up again in the settings', async () => {
  const database = await createTestDatabase()
  onTestFinished(database.drop)
  const owner = new pg.Pool({ connectionString: database.urls.migrate, max: 2 })
  onTestFinished(() => owner.end())
  const smtp = await startMailServer()
  onTestFinished(() => smtp.close())
  const browser = await launchBrowser()
  onTestFinished(() => browser.close())
  const { organizationId, client, coach } = await buildPractice(owner)
  await moveClock(database.urls.migrate, { to: '2026-03-02T15:59:00Z' })
  const env = { LOG_LEVEL: 'error', SMTP_URL: smtp.url, TEST_CLOCK: '1' }
  const { url } = await startAfterword({ database, env, patience: 50_000 })
  const id = randomUUID()
  await insert(owner, 'task', {
    ...{
      id,
      organization_id: organizationId,
      client_id: client.id,
      coach_id: coach.id,
      kind: 'thank_you',
      channel: 'email',
    },
    ...{ status: 'scheduled', due_at: '2026-03-02T16:00:00Z', original_due_at: '2026-03-02T16:00:00Z' },
  })
  await moveClock(database.urls.migrate, { to: '2026-03-02T16:00:01Z' })
  const mine = () => smtp.received.find(({ to }) => to.includes(client.email))
  await expect.poll(() => Boolean(mine()), { timeout: 20_000 }).toBe(true)
  const { text = '' } = await simpleParser(mine()?.source ?? '')
  const link = (page: string) =>
    `${url}/${page}#token=${new RegExp(`/${page}#token=([\\w-]+)`).exec(text)?.[1]}`
  const status = async () => (await owner.query('SELECT status FROM task WHERE id = $1', [id])).rows[0].status

  const page = await (await browser.newContext({ locale: 'en-US', timezoneId: 'America/New_York' })).newPage()
  page.setDefaultTimeout(25_000)
  const broken: string[] = []
  page.on('pageerror', (error) => void broken.push(error.message))
  await page.goto(link('act'))
  await page.getByText('Thank the other person by email').waitFor()
  expect(await status()).toBe('due')
  await page.getByRole('button', { name: 'Done', exact: true }).click()
  await page.getByText('Marked as done.').waitFor()
  expect(await status()).toBe('done')
  await page.getByRole('button', { name: 'Take it back' }).click()
  await page.getByText('it is open again').waitFor()
  expect(await status()).toBe('due')
  await page.reload()
  await page.getByText('This link has been used.').waitFor()
  expect(await page.getByRole('button', { name: 'Done', exact: true }).count()).toBe(0)

  await page.goto(link('unsubscribe'))
  const end = page.getByRole('button', { name: 'Get no more reminders' })
  await end.waitFor()
  expect((await owner.query('SELECT FROM notification_setting')).rowCount).toBe(0)
  await end.click()
  await page.getByText('You get no more reminders by mail.').waitFor()

  await page.goto(`${url}/login`)
  await page.getByLabel('Email').fill(client.email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL((at) => !at.pathname.includes('login'))
  await page.goto(`${url}/settings/account`)
  await page.getByRole('button', { name: 'Get reminders again' }).click()
  await page.getByText('The next morning mail comes Tue, March 3 at 07:30').waitFor()
  const section = page.getByRole('region', { name: 'Reminders by mail' })
  await section.getByLabel('The morning’s mail comes at').fill('08:15')
  await section.getByRole('button', { name: 'Save' }).click()
  await page.getByText('The next morning mail comes Tue, March 3 at 08:15').waitFor()
  expect(broken).toEqual([])
})

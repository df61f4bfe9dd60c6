import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { buildPractice, password } from '../builders/people.ts'
import { launchBrowser } from '../setup/browser.ts'
import { readCalendar } from '../setup/calendar.ts'
import { createTestDatabase } from '../setup/database.ts'
import { startAfterword } from '../setup/process.ts'

test('a job seeker makes an address for their calendar, which shows the interview, and nothing once it is revoked', async () => {
  const database = await createTestDatabase()
  onTestFinished(database.drop)
  const owner = new pg.Pool({ connectionString: database.urls.migrate, max: 2 })
  onTestFinished(() => owner.end())
  const browser = await launchBrowser()
  onTestFinished(() => browser.close())
  const { client, opportunity } = await buildPractice(owner)
  const { url } = await startAfterword({ database, env: { LOG_LEVEL: 'error' }, patience: 50_000 })

  const context = await browser.newContext({
    locale: 'en-US',
    timezoneId: 'America/New_York',
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  const page = await context.newPage()
  page.setDefaultTimeout(25_000)
  const broken: string[] = []
  page.on('pageerror', (error) => void broken.push(error.message))
  let token = ''
  page.on('request', (request) => {
    token = request.headers().authorization ?? token
  })
  const button = (name: string | RegExp) => page.getByRole('button', { name })
  await page.goto(`${url}/login`)
  await page.getByLabel('Email').fill(client.email)
  await page.getByLabel('Password').fill(password)
  await button('Sign in').click()
  await page.waitForURL((at) => !at.pathname.includes('login'))

  await page.goto(`${url}/settings/account`)
  await button('Make a calendar address').click()
  const shown = await page.getByTestId('calendar-url').innerText()
  // Where it is reached from outside is not known here: the port was chosen at the start.
  const address = `${url}${new URL(shown).pathname}`
  await button('Copy').click()
  expect(await page.evaluate<string>('navigator.clipboard.readText()')).toBe(shown)
  await button('Done').click()
  const feeds = page.getByTestId('calendar-feeds')
  await feeds.getByText('No calendar has read it yet').waitFor()
  expect(await page.content()).not.toContain(new URL(shown).pathname)

  const subscribed = async () => {
    const answer = await fetch(address)
    return { status: answer.status, text: await answer.text() }
  }
  expect(readCalendar((await subscribed()).text).size).toBe(0)
  const startsAt = new Date(Math.ceil(Date.now() / 3_600_000 + 30) * 3_600_000)
  const interview = await fetch(`${url}/v1/interviews`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: token },
    body: JSON.stringify({
      ...{ opportunityId: opportunity.id, startsAt: startsAt.toISOString(), durationMinutes: 45 },
      ...{ timeZone: 'America/New_York', format: 'video' },
    }),
  })
  expect(interview.status).toBe(201)
  const entries = [...readCalendar((await subscribed()).text).values()]
  expect(entries.map(({ start, end }) => [start, end])).toContainEqual([
    startsAt,
    new Date(startsAt.getTime() + 45 * 60_000),
  ])

  await page.reload()
  await feeds.getByText('Last read by a calendar').waitFor()
  await button(/^Revoke the address/).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
  await page.getByText('The address is revoked.').waitFor()
  await button('Make a calendar address').waitFor()
  const after = await subscribed()
  expect(after.status).toBe(404)
  expect(after.text).not.toContain('BEGIN:VCALENDAR')
  expect(broken).toEqual([])
})

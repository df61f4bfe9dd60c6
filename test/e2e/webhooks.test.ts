import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import type { Browser, Page } from 'playwright-core'
import { Webhook } from 'standardwebhooks'
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

/** A program of the practice's own, which answers as it is told. */
async function startReceiver() {
  const received: { headers: IncomingHttpHeaders; body: string }[] = []
  const receiver = { url: '', received, status: 200 }
  const server = createServer(async (request, reply) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    received.push({ headers: request.headers, body: Buffer.concat(parts).toString() })
    reply.writeHead(receiver.status).end(receiver.status === 200 ? 'thank you' : 'asleep')
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  onTestFinished(() => void server.close().closeAllConnections())
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`
  return receiver
}

async function openPanel(): Promise<{ page: Page; url: string }> {
  const database = await createTestDatabase()
  onTestFinished(database.drop)
  const owner = new pg.Pool({ connectionString: database.urls.migrate, max: 2 })
  onTestFinished(() => owner.end())
  const { admin } = await buildPractice(owner)
  const env = { LOG_LEVEL: 'error', WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8' }
  const { url } = await startAfterword({ database, env, patience: 50_000 })
  const context = await browser.newContext({
    locale: 'en-US',
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  page.setDefaultTimeout(25_000)
  page.on('pageerror', (error) => expect.fail(error.message))
  await page.goto(`${url}/login`)
  await page.getByLabel('Email').fill(admin.email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL((at) => !at.pathname.includes('login'))
  return { page, url }
}

test('an admin makes a webhook, tests it, sees what failed and why, sends it again, removes it, and runs a job', async () => {
  const receiver = await startReceiver()
  const { page, url } = await openPanel()
  const button = (name: string | RegExp) => page.getByRole('button', { name })
  await page.goto(`${url}/settings/webhooks`)
  await page.getByText('No webhooks yet').waitFor()

  // By keyboard alone, from the button to the secret.
  await button('Add a webhook').press('Enter')
  await page.keyboard.type('https://name:word@hooks.example/')
  await page.keyboard.press('Enter')
  await page.getByText('must not carry a name or password').waitFor()
  await page.getByLabel('Address').fill(receiver.url)
  await page.getByLabel('What is it for?').fill('Student system')
  await page.getByLabel('Only what I choose').check()
  await page.getByRole('dialog').getByText('Tasks', { exact: true }).press('Enter')
  await page.getByLabel('task.due').check()
  await page.keyboard.press('Enter')
  const secret = await page.getByTestId('secret').innerText()
  expect(secret).toMatch(/^whsec_/)
  await button('Copy').click()
  await page.getByText('Copied.').waitFor()
  expect(await page.evaluate<string>('navigator.clipboard.readText()')).toBe(secret)
  await button('I have kept it').click()
  await page.getByRole('heading', { name: 'Student system', level: 1 }).waitFor()
  await page.getByText('Nothing sent yet').waitFor()

  await button('Send a test').click()
  await page.getByText(/The test arrived: answered with 200/).waitFor()
  const verify = (secret: string) => {
    const { headers, body } = receiver.received.at(-1) ?? { headers: {}, body: '' }
    return new Webhook(secret).verify(body, headers as Record<string, string>)
  }
  expect(verify(secret)).toMatchObject({ type: 'webhook.test' })
  await button('Show the delivery of webhook.test').click()
  await page.getByRole('region', { name: 'Answer' }).getByText('thank you').waitFor()
  await button('Send again').click()
  await expect.poll(() => receiver.received.length).toBe(2)
  expect(receiver.received[1]?.body).toBe(receiver.received[0]?.body)
  expect(receiver.received[1]?.headers['webhook-id']).toBe(receiver.received[0]?.headers['webhook-id'])
  await button('Send a period again').click()
  await page.getByLabel('Delivered', { exact: true }).check()
  await page.getByRole('dialog').getByRole('button', { name: 'Send again' }).click()
  await page.getByText('1 delivery is on its way again.').waitFor()
  await expect.poll(() => receiver.received.length).toBe(3)

  receiver.status = 503
  await button('Send a test').click()
  await page.getByText('The test did not arrive.').waitFor()
  await page.getByTestId('deliveries').getByText('Will be tried again').waitFor()
  await page.getByLabel('Status').click()
  await page.getByRole('option', { name: 'Delivered' }).click()
  await expect.poll(() => page.getByTestId('deliveries').locator('[data-row]').count()).toBe(1)

  receiver.status = 200
  await button('New secret…').click()
  await button('Make a new secret').click()
  const next = await page.getByTestId('secret').innerText()
  expect(next).not.toBe(secret)
  await button('I have kept it').click()
  await page.getByText('The secret before signs until').waitFor()
  await button('Send a test').click()
  await page.getByText(/The test arrived/).waitFor()
  for (const one of [secret, next]) expect(verify(one)).toMatchObject({ type: 'webhook.test' })

  await button('Switch off').click()
  await page.getByText('This webhook is switched off').waitFor()
  expect(await button('Send a test').isDisabled()).toBe(true)
  await button('Remove…').click()
  await button('Remove').last().click()
  await page.getByText('No webhooks yet').waitFor()

  await page.getByRole('link', { name: 'Jobs' }).click()
  const job = page.getByTestId('job-webhooks.retention')
  await job.getByText('Works').waitFor()
  await job.getByRole('button', { name: 'Run now: Clears the log of deliveries' }).click()
  await job.getByRole('button', { name: /^Run now/ }).waitFor()
  // What was queued for the removed one is taken away by that job.
  const queues = () => page.getByTestId('queues').innerText()
  await expect.poll(queues).toMatch(/Webhook deliveries on their way\s+0/)
}, 120_000)

import { Secret, TOTP } from 'otpauth'
import pg from 'pg'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest'
import { buildClient, buildPractice, type Person, type Practice, password } from '../builders/people.ts'
import { launchBrowser } from '../setup/browser.ts'
import { createTestDatabase } from '../setup/database.ts'
import { startAfterword } from '../setup/process.ts'
import { type MailServer, startMailServer } from '../setup/smtp.ts'

let browser: Browser
let owner: pg.Pool
let smtp: MailServer
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
  smtp = await startMailServer()
  onTestFinished(() => smtp.close())
  practice = await buildPractice(owner)
  const env = { LOG_LEVEL: 'error', SMTP_URL: smtp.url }
  url = (await startAfterword({ database, env, patience: 50_000 })).url
})

/** A browser of its own: another device. */
async function device(): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-US', timezoneId: 'America/New_York' })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  page.setDefaultTimeout(25_000)
  const broken: string[] = []
  page.on('pageerror', (error) => void broken.push(error.message))
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) broken.push(message.text())
  })
  onTestFinished(() => expect(broken).toEqual([]))
  return page
}

async function signIn(page: Page, { email }: Person): Promise<void> {
  await page.goto(`${url}/login`)
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

const signedIn = (page: Page) => page.waitForURL((at) => !/login|invitation/.test(at.pathname))
const account = (page: Page) => page.goto(`${url}/settings/account`)
const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 })

/** Each code is taken once, and one step to either side; so the later of two is of the step after the first's. */
const codeOf = (secret: string, step: number): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + step * 30_000 })

/** Through the dialog; gives the secret and the recovery codes. */
async function enrol(page: Page): Promise<{ secret: string; codes: string[] }> {
  await page.getByRole('button', { name: 'Set up a second factor' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Your password').fill(password)
  await dialog.getByRole('button', { name: 'Continue' }).click()
  const picture = dialog.getByAltText(/QR code/)
  await picture.waitFor()
  const width = () => picture.evaluate((img) => (img as unknown as { naturalWidth: number }).naturalWidth)
  await expect.poll(width).toBeGreaterThan(0)
  const secret = (await dialog.getByTestId('secret').innerText()).replace(/\s/g, '')
  await dialog.getByLabel('Code').fill(codeOf(secret, 0))
  await dialog.getByRole('button', { name: 'Confirm' }).click()
  await dialog.getByTestId('recovery-codes').waitFor()
  const codes = await dialog.getByTestId('recovery-codes').getByRole('listitem').allInnerTexts()
  await dialog.getByRole('button', { name: 'I have kept them' }).click()
  await page.getByText('You have 10 recovery codes left.').waitFor()
  return { secret, codes }
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Account of/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.getByLabel('Email').waitFor()
}

test('a login that is ended from the page of logins is out at its next request', async () => {
  const [here, there] = [await device(), await device()]
  await signIn(there, practice.coach)
  await signedIn(there)
  await signIn(here, practice.coach)
  await signedIn(here)
  await account(here)
  await here.getByTestId('sessions').getByText('This one').waitFor()
  await here.getByRole('button', { name: /^Sign out on/ }).click()
  await here.getByText(/^Signed out on/).waitFor()
  await there.getByRole('link', { name: 'Clients' }).first().click()
  await there.getByLabel('Email').waitFor()
  await here.reload()
  await here.getByTestId('sessions').getByText('This one').waitFor()
})

test('a second factor is set up, asked for, and replaced by a recovery code', async () => {
  const page = await device()
  await signIn(page, practice.coach)
  await signedIn(page)
  await account(page)
  const { secret, codes } = await enrol(page)
  await signOut(page)
  await signIn(page, practice.coach)
  const field = page.getByLabel('Code')
  await field.fill('000000')
  await page.getByText('That code is not right').waitFor()
  await field.fill(codeOf(secret, 1))
  await signedIn(page)
  await signOut(page)
  await signIn(page, practice.coach)
  await page.getByRole('button', { name: 'Use a recovery code' }).click()
  await page.getByLabel('Recovery code').fill(codes[0] as string)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await signedIn(page)
  await account(page)
  await page.getByText('You have 9 recovery codes left.').waitFor()
})

test('an admin who asks for it is led to their own second factor, and goes on with it', async () => {
  const page = await device()
  await signIn(page, practice.admin)
  await signedIn(page)
  await page.goto(`${url}/settings/organization`)
  await page.getByLabel('Second factor for administrators').click()
  await page.getByRole('button', { name: 'Save', disabled: false }).first().click()
  await page.waitForURL((at) => at.pathname === '/settings/account')
  await page.goto(`${url}/clients`)
  await page.waitForURL((at) => at.pathname === '/settings/account')
  await enrol(page)
  await page.goto(`${url}/settings/members`)
  await heading(page, 'Members').waitFor()
})

test('somebody is invited by mail, accepts in a browser of their own, and is a member', async () => {
  const admin = await buildPractice(owner)
  const page = await device()
  await signIn(page, admin.admin)
  await signedIn(page)
  await page.goto(`${url}/settings/members`)
  await page.getByRole('button', { name: 'Invite somebody' }).click()
  await page.getByRole('dialog').getByLabel('Email').fill('nora@people.test')
  await page.getByRole('button', { name: 'Send the invitation' }).click()
  await page.getByTestId('invitations').getByText('nora@people.test').waitFor()
  const link = () => {
    const mail = smtp.received.findLast(({ to }) => to.includes('nora@people.test'))
    const text = mail?.source.replaceAll('=\r\n', '').replaceAll('=3D', '=')
    return /\/invitation#token=[\w-]{43}/.exec(text ?? '')?.[0]
  }
  await expect.poll(link, { timeout: 15_000 }).toBeDefined()

  const theirs = await device()
  await theirs.goto(`${url}${link()}`)
  await theirs.getByLabel('Your name').fill('Nora Neu')
  await theirs.getByLabel('New password').fill('password1234')
  await theirs.getByRole('button', { name: 'Accept and sign in' }).click()
  await theirs.getByText('is among the first that others would try').waitFor()
  await theirs.getByLabel('New password').fill('three green lanterns hum')
  await theirs.getByRole('button', { name: 'Accept and sign in' }).click()
  await theirs.getByRole('button', { name: 'Account of Nora Neu' }).waitFor()
  await page.reload()
  await page.getByTestId('members').getByText('Nora Neu').waitFor()
})

test('a client is invited, chooses what the coach sees, and comes back without the password', async () => {
  const { coach, organizationId } = practice
  const client = await buildClient(owner, organizationId, coach, { name: 'Eva Roth' })
  const linkOf = (page: string) => {
    const mails = smtp.received.filter(({ to }) => to.includes(client.email))
    const texts = mails.map(({ source }) => source.replaceAll('=\r\n', '').replaceAll('=3D', '='))
    return new RegExp(`/${page}#token=[\\w-]{43}`).exec(texts.join('\n'))?.[0]
  }
  const here = await device()
  await signIn(here, coach)
  await signedIn(here)
  await here.goto(`${url}/clients/${client.id}`)
  await here.getByRole('button', { name: 'Invite to log in' }).click()
  await here.getByRole('button', { name: 'Take back' }).waitFor()
  await expect.poll(() => linkOf('invitation'), { timeout: 15_000 }).toBeDefined()

  const theirs = await device()
  await theirs.goto(`${url}${linkOf('invitation')}`)
  await theirs.getByLabel('New password').fill('three green lanterns hum')
  await theirs.getByLabel('Notes').click()
  await theirs.getByRole('button', { name: 'Accept and sign in' }).click()
  await theirs.getByRole('button', { name: 'Account of Eva Roth' }).waitFor()
  await here.reload()
  await here.getByText('Has a login of their own').waitFor()

  await signOut(theirs)
  await theirs.getByRole('link', { name: 'Forgot your password?' }).click()
  await theirs.getByLabel('Email').fill(client.email)
  await theirs.getByRole('button', { name: 'Send the link' }).click()
  await theirs.getByText('a mail is on its way').waitFor()
  await expect.poll(() => linkOf('reset'), { timeout: 15_000 }).toBeDefined()
  await theirs.goto(`${url}${linkOf('reset')}`)
  await theirs.getByLabel('New password').fill('four amber kettles sing')
  await theirs.getByRole('button', { name: 'Set the password' }).click()
  await theirs.getByRole('link', { name: 'To the sign-in page' }).click()
  await theirs.getByLabel('Email').fill(client.email)
  await theirs.getByLabel('Password').fill('four amber kettles sing')
  await theirs.getByRole('button', { name: 'Sign in', exact: true }).click()
  await signedIn(theirs)

  // By the link alone, without a password.
  await signOut(theirs)
  await theirs.getByRole('link', { name: 'Forgot your password?' }).click()
  await theirs.getByLabel('Email').fill(client.email)
  await theirs.getByRole('button', { name: 'Send me a link that signs me in' }).click()
  await expect.poll(() => linkOf('magic'), { timeout: 15_000 }).toBeDefined()
  await theirs.goto(`${url}${linkOf('magic')}`)
  await theirs.getByRole('button', { name: 'Sign in', exact: true }).click()
  await theirs.getByRole('button', { name: 'Account of Eva Roth' }).waitFor()

  // Who works for a second practice with the same login is asked which one is meant.
  const second = await buildPractice(owner)
  const account = '(SELECT account_id FROM client WHERE id = $2)'
  for (const sql of [
    `UPDATE member SET account_id = ${account} WHERE id = $1`,
    `INSERT INTO account_access (organization_id, account_id) SELECT organization_id, account_id FROM member WHERE id = $1 AND $2::uuid IS NOT NULL`,
    `UPDATE organization SET name = 'Tidewater Coaching' WHERE id = (SELECT organization_id FROM member WHERE id = $1 AND $2::uuid IS NOT NULL)`,
  ])
    await owner.query(sql, [second.other.id, client.id])
  await signOut(theirs)
  await theirs.getByLabel('Email').fill(client.email)
  await theirs.getByLabel('Password').fill('four amber kettles sing')
  await theirs.getByRole('button', { name: 'Sign in', exact: true }).click()
  await heading(theirs, 'Which organization?').waitFor()
  await theirs.getByRole('button', { name: 'Tidewater Coaching' }).click()
  await theirs.getByRole('button', { name: 'Account of Sam Vale' }).waitFor()
})

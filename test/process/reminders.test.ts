import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { expect, it, onTestFinished } from 'vitest'
import { buildPractice, insert } from '../builders/people.ts'
import { moveClock } from '../setup/clock.ts'
import { createTestDatabase } from '../setup/database.ts'
import { startAfterword } from '../setup/process.ts'
import { startMailServer } from '../setup/smtp.ts'

it('a reminder is written once by several workers, and keeps its Message-ID when one is killed after SMTP’s answer', async () => {
  const database = await createTestDatabase()
  const owner = new pg.Pool({ connectionString: database.urls.migrate, max: 2 })
  owner.on('error', () => undefined)
  const smtp = await startMailServer()
  onTestFinished(async () => {
    await Promise.all([owner.end(), smtp.close()])
    await database.drop()
  })
  const { organizationId, client, coach } = await buildPractice(owner)
  await owner.query('UPDATE member SET active = false WHERE id <> $1', [coach.id])
  await insert(owner, 'notification_setting', {
    organization_id: organizationId,
    member_id: coach.id,
    due_mails: false,
    digest: false,
  })
  const env = {
    TEST_CLOCK: '1',
    SMTP_URL: smtp.url,
    MAIL_FROM: 'Harbour <mail@harbour.test>',
    PUBLIC_URL: 'https://harbour.test',
  }
  await moveClock(database.urls.migrate, { to: '2026-03-02T15:59:00Z' })
  const start = () => startAfterword({ database, role: 'worker', env })
  const workers = await Promise.all([start(), start()])
  // Whoever it is that sends dies once the server has the message, before they hear of it.
  smtp.onTaken(async () => {
    smtp.onTaken(null)
    await Promise.all(workers.map((worker) => worker.kill()))
  })
  for (let i = 0; i < 3; i++)
    await insert(owner, 'task', {
      ...{ id: randomUUID(), organization_id: organizationId, client_id: client.id, coach_id: coach.id },
      ...{ kind: 'thank_you', channel: 'email', status: 'scheduled' },
      ...{ due_at: '2026-03-02T16:00:00Z', original_due_at: '2026-03-02T16:00:00Z' },
    })
  await moveClock(database.urls.migrate, { to: '2026-03-02T16:00:01Z' })
  await expect.poll(() => smtp.received.length, { timeout: 30_000 }).toBe(1)
  await Promise.all(workers.map(({ ended }) => ended))
  await owner.query(`UPDATE mail SET lease_until = now() WHERE status = 'queued'`)
  const later = await start()
  await expect.poll(() => smtp.received.length, { timeout: 30_000 }).toBe(2)
  await expect
    .poll(async () => (await owner.query('SELECT kind, status, recipient FROM mail')).rows, {
      timeout: 10_000,
    })
    .toEqual([{ kind: 'due', status: 'sent', recipient: client.email }])
  const ids = smtp.received.map(({ source }) => /^Message-ID: (<.+@harbour\.test>)\r$/im.exec(source)?.[1])
  expect(ids[0]).toBeTruthy()
  expect(new Set(ids).size).toBe(1)
  const { rows } = await owner.query(
    'SELECT count(*)::int AS n, count(DISTINCT mail_id)::int AS mails FROM reminder',
  )
  expect(rows).toEqual([{ n: 3, mails: 1 }])
  expect(await later.stop()).toBe(0)
})

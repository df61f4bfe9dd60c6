import { expect, test } from 'vitest'
import { sweepAccess } from '../../server/features/coverage/access.sweep.ts'
import { purgeRemoved } from '../../server/features/privacy/removed.jobs.ts'
import { createWorkerPool } from '../../server/platform/worker-pool.ts'
import { buildClient, buildMember, buildOpportunity, insert } from '../builders/people.ts'
import { moveClock } from '../setup/clock.ts'
import { type Bench, createBench } from './fixture.ts'

const clockTo = (bench: Bench, to: string) => moveClock(bench.database.urls.migrate, { to })

test('that access has ended is told once, when the last day is over where the practice is', async () => {
  const bench = await createBench()
  const { owner, home, worker } = bench
  await owner.query(`UPDATE organization SET time_zone = 'America/New_York' WHERE id = $1`, [
    home.organizationId,
  ])
  const other = await buildMember(owner, home.organizationId)
  const ids = { organization_id: home.organizationId, client_id: home.clientId, member_id: other.id }
  await insert(owner, 'client_coach', { ...ids, level: 'viewing', ends_on: '2027-03-13' })
  await owner.query(`UPDATE client SET consent_ends_on = '2027-03-13' WHERE id = $1`, [home.clientId])
  await insert(owner, 'coverage', {
    ...{ organization_id: home.organizationId, member_id: home.coachId, delegate_id: other.id },
    ...{ starts_on: '2027-03-01', ends_on: '2027-03-13' },
  })
  const second = createWorkerPool(bench.database.urls.worker, true)
  const sweep = async () => {
    const told = await Promise.all([worker, worker, second, second].map(sweepAccess))
    return told.reduce((sum, each) => sum + each, 0)
  }
  await clockTo(bench, '2027-03-14T04:59:59Z')
  expect(await sweep()).toBe(0)
  await clockTo(bench, '2027-03-14T05:00:01Z')
  expect(await sweep()).toBe(3)
  expect(await sweep()).toBe(0)
  // Longer after all: that is another end.
  await owner.query(`UPDATE client_coach SET ends_on = '2027-03-20'`)
  expect(await sweep()).toBe(0)
  await clockTo(bench, '2027-03-21T04:00:01Z')
  expect(await sweep()).toBe(1)
  await second.end()
  const { rows } = await owner.query('SELECT type, subject_id, client_id, data FROM event ORDER BY type, id')
  expect(rows).toEqual([
    {
      type: 'client.coach_ended',
      subject_id: home.clientId,
      client_id: home.clientId,
      data: { memberId: other.id, endedOn: '2027-03-13' },
    },
    {
      type: 'client.coach_ended',
      subject_id: home.clientId,
      client_id: home.clientId,
      data: { memberId: other.id, endedOn: '2027-03-20' },
    },
    {
      type: 'client.consent_ended',
      subject_id: home.clientId,
      client_id: home.clientId,
      data: { endedOn: '2027-03-13' },
    },
    {
      type: 'member.coverage_ended',
      subject_id: home.coachId,
      client_id: null,
      data: { coverageId: expect.any(String), endedOn: '2027-03-13' },
    },
  ])
})

test('what was removed goes for good after thirty days, with what hangs on it; what others refer to stays', async () => {
  const bench = await createBench()
  const { owner, home, worker } = bench
  const org = { organization_id: home.organizationId }
  const coach = { id: home.coachId, email: '' }
  const client = await buildClient(owner, home.organizationId, coach)
  const policy = { policy_id: home.coachId, policy_version: 1 }
  const now = (await clockTo(bench, '2027-03-01T12:00:00Z')).getTime()
  const ago = (days: number) => new Date(now - days * 86_400_000)

  async function story(removedAgo: number | null) {
    const opportunity = await buildOpportunity(owner, home.organizationId, client)
    const of = { ...org, employer_id: opportunity.employerId }
    const gone = { deleted_at: removedAgo === null ? null : ago(removedAgo) }
    const people = { ...of, role: 'interviewer', created_by: home.coachId, ...gone }
    const [contact] = (
      await owner.query(`SELECT new_id() AS contact, new_id() AS interview, new_id() AS task`)
    ).rows
    await insert(owner, 'contact', { ...people, id: contact.contact, name: 'Ana Ruiz' })
    await insert(owner, 'interview', {
      ...{
        ...of,
        ...policy,
        ...gone,
        id: contact.interview,
        opportunity_id: opportunity.id,
        client_id: client.id,
      },
      ...{ starts_at: ago(90), duration_minutes: 60, time_zone: 'UTC', format: 'video' },
    })
    await insert(owner, 'participant', {
      ...of,
      interview_id: contact.interview,
      contact_id: contact.contact,
      position: 0,
    })
    await insert(owner, 'timeline_statement', {
      ...{
        ...org,
        interview_id: contact.interview,
        position: 1,
        kind: 'unknown',
        stated_by: contact.contact,
      },
      recorded_by: home.coachId,
    })
    await insert(owner, 'decision_watch', {
      ...org,
      interview_id: contact.interview,
      statement_key: 'unknown',
    })
    await insert(owner, 'task', {
      ...{
        ...org,
        id: contact.task,
        client_id: client.id,
        coach_id: home.coachId,
        kind: 'thank_you',
        status: 'done',
      },
      ...{ interview_id: contact.interview, opportunity_id: opportunity.id, contact_id: contact.contact },
      ...{ due_at: ago(89), original_due_at: ago(89), completed_at: ago(89) },
    })
    await owner.query('UPDATE opportunity SET deleted_at = $2 WHERE id = $1', [
      opportunity.id,
      gone.deleted_at,
    ])
    await owner.query('UPDATE employer SET deleted_at = $2 WHERE id = $1', [
      opportunity.employerId,
      gone.deleted_at,
    ])
    return { ...contact, opportunity: opportunity.id, employer: opportunity.employerId }
  }
  const kept = await story(null)
  const restorable = await story(29)
  const old = await story(31)
  // Removed long ago, but met in an interview that is still there; and one task by itself.
  await owner.query('UPDATE contact SET deleted_at = $2 WHERE id = $1', [kept.contact, ago(40)])
  const [lonely] = (
    await owner.query(
      `INSERT INTO task (organization_id, client_id, coach_id, kind, title, status, cancel_reason, due_at, original_due_at, deleted_at)
       SELECT $1, $2, $3, 'custom', 'Gone', 'cancelled', 'deleted', $4, $4, $4 FROM generate_series(1, 1200) RETURNING id`,
      [home.organizationId, home.clientId, home.coachId, ago(45)],
    )
  ).rows
  const events = async () => (await owner.query('SELECT count(*)::int AS n FROM event')).rows[0].n
  const log = async () => (await owner.query('SELECT count(*)::int AS n FROM activity')).rows[0].n
  const before = [await events(), await log()]

  const second = createWorkerPool(bench.database.urls.worker, true)
  await Promise.all([purgeRemoved(worker), purgeRemoved(second)])
  await purgeRemoved(worker)
  expect(await purgeRemoved(worker)).toBe(0)
  await second.end()

  const there = async (table: string, id: string) =>
    (await owner.query(`SELECT FROM ${table} WHERE id = $1`, [id])).rowCount === 1
  for (const [table, id] of Object.entries(old)) expect(await there(table, id as string), table).toBe(false)
  for (const one of [kept, restorable])
    for (const [table, id] of Object.entries(one)) expect(await there(table, id as string), table).toBe(true)
  expect(await there('task', lonely.id)).toBe(false)
  const { rows } = await owner.query('SELECT count(*)::int AS n FROM participant')
  expect(rows[0].n).toBe(2)
  expect([await events(), await log()], 'it is told and logged when it is removed, not now').toEqual(before)
  const { rows: values } = await owner.query('SELECT changes FROM activity WHERE contact_id = $1', [
    old.contact,
  ])
  expect(values.length).toBeGreaterThan(0)
  expect(values.filter(({ changes }) => Object.keys(changes).length > 0)).toEqual([])
})

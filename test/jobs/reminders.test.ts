import { describe, expect, it } from 'vitest'
import { buildClient, buildContact, buildMember, buildOpportunity, insert } from '../builders/people.ts'
import { createPost, type Post } from './reminders.fixture.ts'

const noDigest = (post: Post) =>
  insert(post.owner, 'notification_setting', { organization_id: post.practice.organizationId, digest: false })
const addresses = (mails: { to: string }[]) => mails.map(({ to }) => to).sort()

describe('a mail at the moment something falls due', () => {
  it('comes once to the client and to their coach, in HTML and text, with a link for each to act by', async () => {
    const post = await createPost()
    await noDigest(post)
    const { client, coach, opportunity, organizationId } = post.practice
    const contact_id = await buildContact(post.owner, organizationId, opportunity.employerId)
    await post.addTask({ contact_id })
    expect(await post.at('2026-03-02T15:59:00Z')).toBe(0)
    expect(await post.at('2026-03-02T16:00:01Z')).toBe(2)
    expect(await post.at('2026-03-02T16:20:00Z')).toBe(0)
    const mails = await post.arrived()
    expect(addresses(mails)).toEqual([client.email, coach.email].sort())
    const [own, theirs] = [client, coach].map(({ email }) => mails.find(({ to }) => to === email)?.mail)
    expect(own?.subject).toBe('Now due: Thank Ada Okafor by email')
    expect(theirs?.subject).toBe('Now due for Ana Ruiz: Thank Ada Okafor by email')
    expect(own?.text).toContain('Data engineer at Lumen Freight')
    const links = [own, theirs].map(
      (mail) => /afterword\.test\/act#token=([\w-]{43})/.exec(mail?.text ?? '')?.[1],
    )
    expect(new Set(links).size).toBe(2)
    for (const [i, mail] of [own, theirs].entries()) {
      expect(mail?.html).toContain(`/act#token=${links[i]}`)
      expect(mail?.html).not.toMatch(/<img|<script|src=/)
      expect(mail?.html).toContain('prefers-color-scheme:dark')
      expect(mail?.headers.get('auto-submitted')).toBe('auto-generated')
      const { line = '' } = mail?.headerLines.find(({ key }) => key === 'list-unsubscribe') ?? {}
      expect(line.replaceAll(/\r?\n[ \t]/g, ' ')).toMatch(
        /<https:\/\/afterword\.test\/v1\/mail\/unsubscribe\/[\w-]{68}>, <mailto:mail@harbour\.test\?subject=unsubscribe>/,
      )
      expect(mails[i]?.source).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m)
    }
    const { rows } = await post.owner.query('SELECT text, html FROM mail')
    for (const { text, html } of rows) for (const token of links) expect(text + html).not.toContain(token)
  })

  it('comes in the reader’s language', async () => {
    const post = await createPost()
    const { organizationId, coach, opportunity } = post.practice
    await post.owner.query(`UPDATE member SET active = false WHERE id <> $1`, [coach.id])
    await insert(post.owner, 'notification_setting', {
      organization_id: organizationId,
      member_id: coach.id,
      unsubscribed_at: new Date(),
    })
    await post.owner.query('UPDATE client SET account_id = NULL')
    const contact_id = await buildContact(post.owner, organizationId, opportunity.employerId)
    for (const locale of ['en', 'de', 'es', 'fr']) {
      const client = await buildClient(post.owner, organizationId, coach, { login: true, locale })
      const { id, employerId } = await buildOpportunity(post.owner, organizationId, client, {
        employer_id: opportunity.employerId,
      })
      await post.addTask({ opportunity_id: id, contact_id }, client)
      await post.addTask(
        { opportunity_id: id, due_at: '2026-03-03T19:00:00Z', kind: 'follow_up', channel: 'phone' },
        client,
      )
      await insert(post.owner, 'interview', {
        ...{
          organization_id: organizationId,
          opportunity_id: id,
          client_id: client.id,
          employer_id: employerId,
        },
        ...{
          starts_at: '2026-03-03T20:30:00Z',
          duration_minutes: 60,
          time_zone: 'America/New_York',
          format: 'video',
        },
        ...{ policy_id: id, policy_version: 1 },
      })
    }
    expect(await post.at('2026-03-02T16:00:05Z')).toBe(4)
    expect(await post.at('2026-03-03T12:31:00Z')).toBe(4)
    const texts = (await post.arrived()).map(
      ({ mail }) => `${mail.subject}\n\n${mail.text?.replaceAll(/token=[\w-]+/g, 'token=…')}`,
    )
    expect(texts.sort().join('\n====\n')).toMatchSnapshot()
  })

  it('is one mail for all that falls due together, and for a backlog of hundreds', async () => {
    const post = await createPost()
    await noDigest(post)
    const { client } = post.practice
    for (let i = 0; i < 3; i++) await post.addTask()
    expect(await post.at('2026-03-02T16:00:01Z')).toBe(2)
    for (let i = 0; i < 260; i++) await post.addTask({ due_at: '2026-03-02T16:02:00Z' })
    expect(await post.at('2026-03-02T16:03:00Z'), 'within ten minutes of the last').toBe(0)
    expect(await post.at('2026-03-02T16:13:00Z')).toBe(2)
    expect(await post.at('2026-03-02T16:40:00Z')).toBe(0)
    const subjects = (await post.arrived())
      .filter(({ to }) => to === client.email)
      .map(({ mail }) => mail.subject)
    expect(subjects).toEqual(['3 things are due now', '200 things are due now'])
  })

  it('does not come at night: the digest has it, or the morning', async () => {
    const post = await createPost()
    const { client, coach, organizationId } = post.practice
    await insert(post.owner, 'notification_setting', {
      organization_id: organizationId,
      client_id: client.id,
      digest: false,
    })
    await post.addTask({ due_at: '2026-03-03T04:00:00Z' }) // 23:00 in New York
    expect(await post.at('2026-03-03T04:00:01Z')).toBe(0)
    expect(await post.at('2026-03-03T11:59:00Z'), '06:59').toBe(0)
    expect(await post.at('2026-03-03T12:00:00Z'), '07:00: who gets no digest').toBe(1)
    expect(await post.at('2026-03-03T12:30:00Z'), '07:30: the digest').toBe(1)
    const mails = await post.arrived()
    expect(mails.map(({ to, mail }) => [to, mail.subject])).toEqual([
      [client.email, expect.stringMatching(/^Now due/)],
      [coach.email, 'Tuesday 3 March: 1 due today'],
    ])
  })

  it('is not sent at night, nor hours late, by a server that was away', async () => {
    const post = await createPost()
    await noDigest(post)
    await post.owner.query('UPDATE member SET active = false')
    await post.addTask({ due_at: '2026-03-03T01:30:00Z' }) // 20:30 in New York
    expect(await post.at('2026-03-03T01:30:05Z')).toBe(1)
    const { rows } = await post.owner.query(
      `SELECT extract(epoch FROM send_before - created_at)::int AS seconds FROM mail`,
    )
    expect(Math.abs(rows[0].seconds - 1795), 'until 21:00').toBeLessThan(60)
    await post.owner.query(`UPDATE mail SET send_before = now() - interval '1 second'`)
    expect(await post.arrived()).toEqual([])
    const { rows: after } = await post.owner.query('SELECT status, last_error FROM mail')
    expect(after).toEqual([{ status: 'failed', last_error: 'too late' }])
  })

  it('comes to nobody who may not see it, is away, has left, or wants none', async () => {
    const post = await createPost()
    await noDigest(post)
    const { owner, practice } = post
    const { organizationId, coach, other, client } = practice
    const day = (days: number) => new Date(Date.UTC(2026, 2, 2 + days)).toISOString().slice(0, 10)
    let hour = 14
    const sentAfter = async (change: string, values: unknown[] = []) => {
      await owner.query(change, values)
      const due_at = `2026-03-02T${String(++hour)}:00:00Z`
      await post.addTask({ due_at })
      await post.at(due_at.replace(':00Z', ':30Z'))
      return addresses(await post.arrived())
    }
    const both = [client.email, coach.email].sort()
    expect(await sentAfter('SELECT')).toEqual(both)
    expect(await sentAfter('UPDATE client SET consent_pipeline = false')).toEqual([client.email])
    expect(
      await sentAfter(`UPDATE client SET consent_pipeline = true, consent_ends_on = '2026-03-01'`),
    ).toEqual([client.email])
    expect(
      await sentAfter(
        `WITH c AS (UPDATE client SET consent_ends_on = NULL)
         INSERT INTO coverage (organization_id, member_id, delegate_id, starts_on, ends_on) VALUES ($1, $2, $3, $4, $5)`,
        [organizationId, coach.id, other.id, day(-1), day(1)],
      ),
    ).toEqual([client.email, other.email].sort())
    expect(await sentAfter('DELETE FROM coverage')).toEqual(both)
    expect(
      await sentAfter('UPDATE client SET primary_coach_id = $1', [other.id]),
      'the task is not theirs any more',
    ).toEqual([client.email])
    expect(
      await sentAfter(
        `INSERT INTO notification_setting (organization_id, client_id, due_mails) VALUES ($1, $2, false)`,
        [organizationId, client.id],
      ),
    ).toEqual([])
    await owner.query('DELETE FROM notification_setting WHERE client_id IS NOT NULL')
    await owner.query('UPDATE client SET primary_coach_id = $1', [coach.id])
    expect(await sentAfter('UPDATE member SET active = false WHERE id = $1', [coach.id])).toEqual([
      client.email,
    ])
    expect(await sentAfter(`UPDATE client SET status = 'paused'`)).toEqual([])
  })

  it('names nobody whom the client keeps from the reader', async () => {
    const post = await createPost()
    await noDigest(post)
    const { coach, opportunity, organizationId } = post.practice
    const contact_id = await buildContact(post.owner, organizationId, opportunity.employerId)
    await post.owner.query('UPDATE client SET consent_contacts = false')
    await post.addTask({ contact_id })
    await post.at('2026-03-02T16:00:01Z')
    const mails = await post.arrived()
    for (const { to, mail } of mails)
      expect(`${mail.subject}${mail.text}${mail.html}`.includes('Okafor')).toBe(to !== coach.email)
    expect(mails).toHaveLength(2)
  })
})

describe('a digest', () => {
  it('comes at half past seven where each reader is, once a day, through both changes of the clocks', async () => {
    const post = await createPost()
    const { owner, practice } = post
    const { organizationId } = practice
    await owner.query('UPDATE member SET active = false')
    await owner.query('UPDATE client SET account_id = NULL')
    const zones = [
      'America/New_York',
      'Europe/Berlin',
      'Asia/Kolkata',
      'Pacific/Auckland',
      'Australia/Lord_Howe',
    ]
    const readers = new Map<string, string>()
    for (const time_zone of zones) {
      const coach = await buildMember(owner, organizationId, { time_zone })
      const client = await buildClient(owner, organizationId, coach)
      const opportunity = await buildOpportunity(owner, organizationId, client)
      await post.addTask(
        {
          coach_id: coach.id,
          opportunity_id: opportunity.id,
          due_at: '2026-01-02T12:00:00Z',
          status: 'overdue',
          overdue_at: '2026-01-03T12:00:00Z',
        },
        client,
      )
      readers.set(coach.email, time_zone)
    }
    for (const [from, hours] of [
      ['2026-03-07T00:00:00Z', 49], // New York leaps on 8 March
      ['2026-03-28T00:00:00Z', 49], // Berlin
      ['2026-10-24T00:00:00Z', 49], // Berlin goes back
    ] as const) {
      await owner.query('DELETE FROM reminder')
      const sent: [string, string][] = []
      for (let half = 0; half < hours * 2; half++) {
        const at = new Date(Date.parse(from) + half * 1_800_000)
        if ((await post.at(at.toISOString())) === 0) continue
        const { rows } = await owner.query(`DELETE FROM mail RETURNING recipient`)
        for (const { recipient } of rows)
          sent.push([recipient, localTime(at, readers.get(recipient) as string)])
      }
      for (const [email, zone] of readers) {
        const mine = sent.filter(([to]) => to === email).map(([, when]) => when)
        for (const when of mine) expect(when, zone).toMatch(/ 07:30$/)
        expect(new Set(mine).size, zone).toBe(mine.length)
        expect(mine.length, `${zone} ${mine.join()}`).toBeGreaterThanOrEqual(2)
      }
    }
  })

  it('says what is overdue, due today and tomorrow, and who is interviewed; and does not come with nothing to say', async () => {
    const post = await createPost()
    const { coach, client, other, opportunity, organizationId } = post.practice
    await post.addTask({
      due_at: '2026-03-01T15:00:00Z',
      overdue_at: '2026-03-02T15:00:00Z',
      kind: 'custom',
      channel: 'none',
      title: 'Send the portfolio',
    })
    await post.addTask({ due_at: '2026-03-03T19:00:00Z', kind: 'follow_up', channel: 'phone' })
    await post.addTask({
      due_at: '2026-03-04T15:00:00Z',
      kind: 'custom',
      channel: 'none',
      title: 'Read the contract',
    })
    await post.addTask({
      due_at: '2026-03-09T15:00:00Z',
      kind: 'custom',
      channel: 'none',
      title: 'Much later',
    })
    await insert(post.owner, 'interview', {
      ...{
        organization_id: organizationId,
        opportunity_id: opportunity.id,
        client_id: client.id,
        employer_id: opportunity.employerId,
      },
      ...{
        starts_at: '2026-03-03T20:30:00Z',
        duration_minutes: 60,
        time_zone: 'America/New_York',
        format: 'video',
      },
      ...{ policy_id: opportunity.id, policy_version: 1 },
    })
    expect(await post.at('2026-03-03T12:30:00Z')).toBe(2)
    const mails = await post.arrived()
    expect(addresses(mails)).toEqual([client.email, coach.email].sort())
    const mine = mails.find(({ to }) => to === coach.email)?.mail
    expect(mine?.subject).toBe('Tuesday 3 March: 1 overdue, 1 due today, 1 interview, 1 tomorrow')
    for (const text of [
      'Send the portfolio',
      'Read the contract',
      '15:30 · Ana Ruiz',
      'Data engineer at Lumen Freight',
    ])
      expect(mine?.text).toContain(text)
    expect(mine?.text).not.toContain('Much later')
    expect(await post.at('2026-03-03T19:01:00Z')).toBe(2)
    await post.arrived()
    // While the coach is away, whoever stands in has it.
    await insert(post.owner, 'coverage', {
      organization_id: organizationId,
      member_id: coach.id,
      delegate_id: other.id,
      starts_on: '2026-03-04',
      ends_on: '2026-03-04',
    })
    expect(await post.at('2026-03-04T12:30:00Z')).toBe(2)
    expect(addresses(await post.arrived())).toEqual([client.email, other.email].sort())
  })
})

const localTime = (at: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(at)

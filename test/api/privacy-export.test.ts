import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exportKinds } from '../../server/features/privacy/export.store.ts'
import { csvOf } from '../../server/features/privacy/export.zip.ts'
import { buildClient, buildContact, buildPractice, type Practice } from '../builders/people.ts'
import { type Api, type Caller, startApi } from '../setup/api.ts'

let api: Api
let practice: Practice
let admin: Caller
let client: Caller

beforeAll(async () => {
  api = await startApi()
  practice = await buildPractice(api.owner)
  admin = await api.as(practice.admin)
  client = await api.as(practice.client)
})
afterAll(() => api.close())

type Files = Record<string, string>
const exported = async (caller: Caller, id = practice.client.id, language = 'en'): Promise<Files> => {
  const answer = await caller
    .post(`/v1/clients/${id}/export`)
    .set('accept-language', language)
    .buffer(true)
    .parse((response, done) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () => done(null, Buffer.concat(parts)))
    })
  expect(answer.status, String(answer.body)).toBe(200)
  expect(answer.headers['content-type']).toBe('application/zip')
  expect(answer.headers['content-disposition']).toMatch(
    new RegExp(`^attachment; filename="afterword-${id}-[\\d-]+\\.zip"$`),
  )
  return Object.fromEntries(
    Object.entries(unzipSync(answer.body)).map(([name, bytes]) => [name, strFromU8(bytes)]),
  )
}
const rowsIn = (files: Files, kind: string) => JSON.parse(files[`${kind}.json`] as string)

describe('everything about a client, as a zip', () => {
  it('holds each kind as JSON and CSV, with what the client entered or sees of others', async () => {
    const { organizationId, opportunity } = practice
    const own = await buildContact(api.owner, organizationId, opportunity.employerId, {
      name: 'Own Entry',
      notes: 'mine',
      created_by: practice.client.id,
    })
    const met = await buildContact(api.owner, organizationId, opportunity.employerId, {
      name: 'Met There',
      notes: 'theirs',
    })
    const never = await buildContact(api.owner, organizationId, opportunity.employerId, { name: 'Never Met' })
    const stranger = await buildClient(api.owner, organizationId, practice.other, { name: 'Some Stranger' })
    const interview = await admin.post('/v1/interviews').send({
      opportunityId: opportunity.id,
      startsAt: '2030-03-04T15:00:00Z',
      durationMinutes: 60,
      timeZone: 'America/New_York',
      format: 'video',
      participants: [{ contactId: met }],
      topics: ['=HYPERLINK("x")', 'pay'],
      promises: ['a draft'],
      notes: '@cmd, and\nmore',
      decision: { kind: 'within', days: 14, words: 'soon' },
    })
    expect(interview.status).toBe(201)
    const files = await exported(client)
    for (const { name } of exportKinds)
      expect(Object.keys(files)).toEqual(expect.arrayContaining([`${name}.json`, `${name}.csv`]))
    expect(rowsIn(files, 'client')).toMatchObject([
      { id: practice.client.id, name: 'Ana Ruiz', email: practice.client.email },
    ])
    expect(rowsIn(files, 'coaches')).toMatchObject([{ name: 'Robin Hale', level: 'primary' }])
    expect(rowsIn(files, 'interviews')).toMatchObject([{ participants: [met], notes: '@cmd, and\nmore' }])
    expect(rowsIn(files, 'statements')).toMatchObject([{ words: 'soon', days: 14 }])
    const contacts = rowsIn(files, 'contacts') as { id: string }[]
    expect(contacts.map(({ id }) => id).sort()).toEqual([own, met].sort())
    expect(contacts.find(({ id }) => id === own)).toMatchObject({ notes: 'mine', enteredByClient: true })
    expect(
      contacts.find(({ id }) => id === met),
      'what members note is about the contact',
    ).toMatchObject({ notes: null })
    const thanks = rowsIn(files, 'tasks').find(({ kind }: { kind: string }) => kind === 'thank_you')
    expect(thanks.title).toContain('Met There')
    expect(thanks.reason).toMatch(/\w/)
    expect(JSON.stringify(files)).not.toMatch(new RegExp(`${never}|${stranger.id}|Some Stranger|theirs`))
    expect(files['interviews.csv']).toContain(`'=HYPERLINK`)
    expect(files['interviews.csv']).toContain(`"'@cmd, and\nmore"`)
    expect(rowsIn(await exported(admin), 'tasks')).toHaveLength(rowsIn(files, 'tasks').length)
  })

  it('says in the reader’s language what is in it', async () => {
    expect((await exported(client, practice.client.id, 'de'))['README.txt']).toContain(
      'Was Harbour Careers über Ana Ruiz gespeichert hat',
    )
    expect((await exported(client, practice.client.id, 'fr'))['README.txt']).toContain(
      'Ce que Harbour Careers',
    )
  })

  it('is for admins and the client themselves, and told as an event', async () => {
    const post = async (caller: Caller, id = practice.client.id) =>
      (await caller.post(`/v1/clients/${id}/export`)).status
    expect(await post(await api.as(practice.coach))).toBe(403)
    expect(await post(await api.as(practice.other))).toBe(404)
    const elsewhere = await buildPractice(api.owner)
    expect(await post(admin, elsewhere.client.id)).toBe(404)
    expect(await post(client, elsewhere.client.id)).toBe(404)
    const { rows } = await api.owner.query(
      `SELECT DISTINCT actor_kind FROM event WHERE type = 'client.exported' ORDER BY 1`,
    )
    expect(rows).toEqual([{ actor_kind: 'client' }, { actor_kind: 'member' }])
    const { rows: log } = await api.owner.query(
      `SELECT DISTINCT actor_kind FROM activity WHERE verb = 'exported' AND client_id = $1 ORDER BY 1`,
      [practice.client.id],
    )
    expect(log).toEqual(rows)
  })

  it('is whole when an admin makes it for the client, also what they withhold; the client sees that it was made', async () => {
    const fresh = await buildPractice(api.owner)
    const [by, of] = [await api.as(fresh.admin), await api.as(fresh.client)]
    const path = `/v1/clients/${fresh.client.id}`
    const consent = { pipeline: false, notes: false, contacts: false }
    expect((await of.put(`${path}/consent`).send(consent)).status).toBe(200)
    expect((await by.get(`/v1/opportunities?clientId=${fresh.client.id}`)).body.data).toEqual([])
    const own = await exported(of, fresh.client.id)
    expect(rowsIn(own, 'opportunities')).toMatchObject([{ id: fresh.opportunity.id }])
    const handed = await exported(by, fresh.client.id)
    expect(rowsIn(handed, 'opportunities')).toEqual(rowsIn(own, 'opportunities'))
    const seen = await of.get(`/v1/activities?recordType=client&recordId=${fresh.client.id}`)
    const made = seen.body.data.filter(({ verb }: { verb: string }) => verb === 'exported')
    expect(made.map(({ actor }: { actor: { id: string } }) => actor.id).sort()).toEqual(
      [fresh.admin.id, fresh.client.id].sort(),
    )
  })

  it('goes through more rows than are read at once', async () => {
    await api.owner.query(
      `INSERT INTO event (organization_id, type, subject_id, client_id, actor_kind)
       SELECT $1, 'client.updated', $2, $2, 'job' FROM generate_series(1, 1200)`,
      [practice.organizationId, practice.client.id],
    )
    const files = await exported(client)
    const events = rowsIn(files, 'events').length
    expect(events).toBeGreaterThanOrEqual(1200)
    expect(files['events.csv']?.trim().split('\r\n')).toHaveLength(events + 1)
  })

  it('holds nothing of a table that belongs to a client and is forgotten', async () => {
    const { rows } = await api.owner.query(
      `SELECT DISTINCT c.conrelid::regclass::text AS name FROM pg_constraint c
       WHERE c.contype = 'f' AND c.confrelid = 'client'::regclass ORDER BY 1`,
    )
    const left = ['api_key_client'] // which keys a practice has is the practice's
    const read = exportKinds.map(({ sql }) => sql).join('\n')
    for (const { name } of rows)
      if (!left.includes(name))
        expect(read, `${name} is in no file of the export`).toMatch(new RegExp(`\\b${name}\\b`))
  })
})

describe('a cell', () => {
  it.each(['=1+1', '+1', '-1', '@x', '\t=1', '\r=1'])('that begins like a formula is text: %j', (value) => {
    expect(csvOf([{ a: value }], false)).toMatch(/^"?'/)
  })
  it('is left alone otherwise', () => {
    expect(csvOf([{ a: 'plain', b: 3, c: null, d: ['x', 'y'] }], false)).toBe('plain,3,,x; y\r\n')
  })
})

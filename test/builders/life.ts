import type pg from 'pg'
import { buildClient, buildOpportunity, insert, type Person, type Practice, password } from './people.ts'

/** One request as JSON; throws with the answer unless it succeeds. */
export type Send = (
  method: string,
  path: string,
  body?: object,
  headers?: Record<string, string>,
) => Promise<Answer>
export interface Answer {
  status: number
  etag: string
  // What a test reads of it, it knows.
  body: Record<string, never> & {
    id: string
    data: { id: string; kind: string; contactId: string; version: number }[]
  }
}

export interface Life {
  client: Person
  interviewId: string
  /** Met by this client alone. */
  contactId: string
}

/** Requests to an address, logged in as this person. */
export async function sender(url: string, person: Person, userAgent = 'test'): Promise<Send> {
  const post = async (path: string, body: object, headers: Record<string, string> = {}) =>
    fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': userAgent, ...headers },
      body: JSON.stringify(body),
    })
  const { accessToken } = (await (
    await post('/v1/auth/login', { email: person.email, password })
  ).json()) as {
    accessToken: string
  }
  return async (method, path, body, headers = {}) => {
    const response = await fetch(url + path, {
      method,
      headers: {
        authorization: `Bearer ${accessToken}`,
        'user-agent': userAgent,
        ...(body && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
    return {
      status: response.status,
      etag: response.headers.get('etag') ?? '',
      body: response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : {},
    }
  }
}

/** A client about whom everything that can be said is said, each text with `mark` in it (lower-case letters and digits). */
export async function tellLife(owner: pg.Pool, url: string, practice: Practice, mark: string): Promise<Life> {
  const { organizationId, coach } = practice
  const client = await buildClient(owner, organizationId, coach, { login: true })
  const email = `${mark}.client@people.test`
  await owner.query('UPDATE account SET email = $2 WHERE email = $1', [client.email, email])
  client.email = email
  const opportunity = await buildOpportunity(owner, organizationId, client, { title: `Analyst ${mark}` })
  const asAdmin = await sender(url, practice.admin)
  const asCoach = await sender(url, coach)
  const asClient = await sender(url, client, `Browser ${mark}`)
  const path = `/v1/clients/${client.id}`
  const { etag } = await asAdmin('GET', path)
  const facts = { name: `Cleo ${mark}`, email, phone: `+1 ${mark}`, target: `Head of ${mark}` }
  await asAdmin('PATCH', path, facts, { 'if-match': etag })

  const { body: interview } = await asCoach('POST', '/v1/interviews', {
    opportunityId: opportunity.id,
    startsAt: '2030-03-04T15:00:00Z',
    durationMinutes: 60,
    timeZone: 'America/New_York',
    format: 'video',
    participants: [
      { name: `Ida ${mark}`, role: 'interviewer', email: `ida.${mark}@example.com` },
      { name: null, role: 'interviewer' },
    ],
    topics: [`the ${mark} project`],
    promises: [`a draft of ${mark}`],
    notes: `They liked ${mark}.`,
    decision: { kind: 'within', days: 14, words: `after ${mark}` },
  })
  const people = (interview as unknown as { participants: { contactId: string }[] }).participants
  const contactId = people[0]?.contactId as string
  const contact = await asCoach('GET', `/v1/contacts/${contactId}`)
  await asCoach(
    'PATCH',
    `/v1/contacts/${contactId}`,
    { phone: `+2 ${mark}`, notes: `Knows ${mark}.` },
    { 'if-match': contact.etag },
  )
  const timeline = { kind: 'byDate', date: '2030-03-20', words: `by ${mark}`, statedBy: contactId }
  await asClient('POST', `/v1/interviews/${interview.id}/timelines`, timeline)
  const { body: own } = await asClient('POST', '/v1/tasks', {
    clientId: client.id,
    title: `Read ${mark}`,
    dueAt: '2030-03-05T10:00:00Z',
    note: `chapter ${mark}`,
  })
  await asClient('POST', `/v1/tasks/${own.id}/complete`, { note: `done with ${mark}` })
  const { body: tasks } = await asCoach('GET', `/v1/tasks?interviewId=${interview.id}`)
  const promise = tasks.data.find(({ kind }) => kind === 'promise')
  await asCoach('POST', `/v1/tasks/${promise?.id}/skip`, { reason: `no ${mark} yet` })
  const mail = { organization_id: organizationId, kind: 'reminder', status: 'sent' }
  await insert(owner, 'mail', { ...mail, recipient: email.toUpperCase(), subject: `For ${mark}`, text: mark })
  await insert(owner, 'mail', {
    ...mail,
    recipient: coach.email,
    subject: `Thank Ida ${mark}`,
    html: facts.name,
  })
  await insert(owner, 'invitation', {
    ...{ organization_id: organizationId, kind: 'client', email, client_id: client.id, name: facts.name },
    ...{ locale: 'en', token_hash: Buffer.from(mark), invited_by: coach.id, expires_at: '2031-01-01' },
  })
  return { client, interviewId: interview.id, contactId }
}

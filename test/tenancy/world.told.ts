import { v7 as newId } from 'uuid'
import { buildClient, insert, type Person } from '../builders/people.ts'
import type { Api } from '../setup/api.ts'
import { type Ids, sessionOf } from './world.ts'

export interface Told {
  client: Person
  ids: Omit<Ids, 'member' | 'coach' | 'coverage' | 'key' | 'session' | 'feed' | 'webhook' | 'delivery'>
}

interface Answer {
  id: string
  participants: { contactId: string }[]
}

type Send = (method: 'POST' | 'PATCH' | 'PUT', url: string, body?: object) => Promise<Answer>

/** One client of a coach with all that hangs on them, told through the API, each text with `mark` in it. */
export async function tellOrganization(
  api: Api,
  organizationId: string,
  coach: Person,
  mark: string,
  shared: string,
): Promise<Told> {
  const client = await buildClient(api.owner, organizationId, coach, {
    login: true,
    name: `Client ${mark}`,
    phone: `+1 ${mark}`,
    target: `Head of ${mark}`,
  })
  await api.owner.query('UPDATE client SET email = $2 WHERE id = $1', [client.id, `${mark}@people.test`])
  const asCoach = await sender(api, organizationId, coach, 'member')
  const asClient = await sender(api, organizationId, client, 'client')
  const employer = await asCoach('POST', '/v1/employers', {
    name: `Employer ${shared} ${newId().slice(-6)}`,
    country: 'US',
    region: 'NY',
  })
  const opportunity = await asCoach('POST', '/v1/opportunities', {
    clientId: client.id,
    employerId: employer.id,
    title: `Analyst ${mark}`,
    stage: 'interviewing',
  })
  const interview = await asCoach('POST', '/v1/interviews', {
    opportunityId: opportunity.id,
    startsAt: '2030-03-04T15:00:00Z',
    durationMinutes: 60,
    timeZone: 'America/New_York',
    format: 'video',
    participants: [
      { name: `Ida ${mark}`, role: 'interviewer', email: `ida.${mark}@example.test`, phone: `+2 ${mark}` },
    ],
    topics: [`the ${mark} project`],
    promises: [`a draft of ${mark}`],
    notes: `They liked ${mark}.`,
    decision: { kind: 'within', days: 14, words: `after ${mark}` },
  })
  const contactId = interview.participants[0]?.contactId ?? ''
  await asCoach('PATCH', `/v1/contacts/${contactId}`, { notes: `Knows ${mark}.` })
  const custom = {
    clientId: client.id,
    opportunityId: opportunity.id,
    contactId,
    dueAt: '2030-03-05T10:00:00Z',
  }
  const task = await asClient('POST', '/v1/tasks', {
    ...custom,
    title: `Read ${mark}`,
    note: `chapter ${mark}`,
  })
  const done = await asClient('POST', '/v1/tasks', { ...custom, title: `Did ${mark}` })
  await asClient('POST', `/v1/tasks/${done.id}/complete`, { note: `done with ${mark}` })
  await asCoach('PUT', `/v1/clients/${client.id}/consent`, {
    pipeline: true,
    notes: true,
    contacts: true,
    source: `told me ${mark}`,
  })
  const request = newId()
  await insert(api.owner, 'erasure_request', {
    id: request,
    organization_id: organizationId,
    client_id: client.id,
  })
  const invitation = newId()
  await insert(api.owner, 'invitation', {
    ...{
      id: invitation,
      organization_id: organizationId,
      kind: 'client',
      client_id: client.id,
      locale: 'en',
    },
    ...{ email: `${mark}@people.test`, name: `Invited ${mark}`, token_hash: Buffer.from(invitation) },
    ...{ invited_by: coach.id, expires_at: '2099-01-01' },
  })
  return {
    client,
    ids: {
      invitation,
      client: client.id,
      employer: employer.id,
      opportunity: opportunity.id,
      interview: interview.id,
      contact: contactId,
      task: task.id,
      doneTask: done.id,
      request,
    },
  }
}

async function sender(
  api: Api,
  organizationId: string,
  person: Person,
  kind: 'member' | 'client',
): Promise<Send> {
  const sid = await sessionOf(api, organizationId, person, kind)
  const token = api.app.jwt.sign({ sub: newId(), org: organizationId, sid })
  return async (method, url, body) => {
    const answer = await api.app.inject({
      method,
      url,
      headers: { authorization: `Bearer ${token}`, 'if-match': '*' },
      ...(body && { payload: body }),
    })
    if (answer.statusCode >= 300) throw new Error(`${method} ${url}: ${answer.statusCode} ${answer.body}`)
    return answer.json()
  }
}

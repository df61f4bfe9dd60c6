import type { GoneReason } from '../../domain/cadence/cancel-reasons.ts'
import { businessCalendar } from '../../domain/cadence/holidays.ts'
import { beforeDecisionPolicy, type CadencePolicy, policyPresets } from '../../domain/cadence/policy.ts'
import type { PlanInput, PlanParticipant, Statement } from '../../domain/cadence/types.ts'
import { byId, firstRow } from '../../platform/query.ts'
import { instant, maybeInstant } from '../../platform/schema.ts'
import type { Scope } from '../../platform/scope.ts'
import type { ClientRow } from '../clients/clients.entity.ts'
import { clientsByIds } from '../clients/clients.store.ts'
import type { ContactRow } from '../contacts/contacts.entity.ts'
import { contactsByIds } from '../contacts/contacts.store.ts'
import type { EmployerRow } from '../employers/employers.entity.ts'
import { employerById } from '../employers/employers.store.ts'
import type { InterviewRow } from '../interviews/interviews.entity.ts'
import { participantsOf } from '../interviews/interviews.store.ts'
import { latestStatements } from '../interviews/timelines.store.ts'
import { opportunitiesByIds } from '../opportunities/opportunities.store.ts'
import { thankYousOf } from '../tasks/tasks.store.ts'

/** Everything that the rules look at for a stored interview. */
export interface StoredCase {
  interview: InterviewRow
  client: ClientRow
  input: PlanInput
  gone: GoneReason | null
  /** A contact as the rules see them in this interview. */
  toParticipant(contact: ContactRow): PlanParticipant
}

/** Reads what the rules need to know of a stored interview. */
export async function storedCase(scope: Scope, interview: InterviewRow): Promise<StoredCase> {
  const participants = await participantsOf(scope, [interview.id])
  const [latest] = await latestStatements(scope, [interview.id])
  const ids = participants.map(({ contactId }) => contactId)
  const outsider = latest?.statedBy && !ids.includes(latest.statedBy) ? latest.statedBy : null
  const contacts = byId(await contactsByIds(scope, outsider ? [...ids, outsider] : ids))
  const client = firstRow(await clientsByIds(scope, [interview.clientId]))
  const opportunity = firstRow(await opportunitiesByIds(scope, [interview.opportunityId]))
  const employer = await employerById(scope, interview.employerId)
  const thankYous = new Map((await thankYousOf(scope, interview.id)).map((row) => [row.contactId, row]))
  const toParticipant = (contact: ContactRow): PlanParticipant => {
    const { chosen = null, settled = false, unblockedAt = null } = thankYous.get(contact.id) ?? {}
    const person = toPlanParticipant(contact)
    // Means that came because another thank-you waited for them move none that had them already.
    const reachableAt = settled ? unblockedAt : person.reachableAt
    return { ...person, reachableAt, thankYouChannel: chosen }
  }
  // Who has been erased took part, but is no one to thank or call.
  const people = (keys: string[]) =>
    keys
      .filter((key) => !contacts.get(key)?.erasedAt)
      .map((key) => toParticipant(contacts.get(key) as ContactRow))
  return {
    interview,
    client,
    gone: whyGone(interview, client),
    toParticipant,
    input: {
      interview: {
        startsAt: instant(interview.startsAt),
        durationMinutes: interview.durationMinutes,
        timeZone: interview.timeZone,
        format: interview.format,
        outcome: interview.outcome,
      },
      participants: people(ids),
      others: outsider ? people([outsider]) : [],
      promises: toPromises(interview.promises),
      statement: latest ? toStatement({ ...latest, statedAt: maybeInstant(latest.statedAt) }) : null,
      ...placeOf(employer),
      policy: policyOf(interview.policyId, interview.policyVersion),
      cold: opportunity.coldSince !== null,
    },
  }
}

function whyGone(interview: InterviewRow, client: ClientRow): GoneReason | null {
  if (interview.deletedAt) return 'deleted'
  if (interview.status === 'cancelled') return 'interview_cancelled'
  if (interview.status === 'no_show') return 'no_show'
  return client.status === 'active' ? null : 'client_inactive'
}

export const toPromises = (promises: readonly string[]) => promises.map((text) => ({ key: text, text }))

export const toPlanParticipant = (contact: ContactRow): PlanParticipant => ({
  key: contact.id,
  name: contact.name,
  role: contact.role,
  email: contact.email,
  phone: contact.phone,
  allowedChannels: contact.allowedChannels,
  reachableAt: maybeInstant(contact.reachableAt),
})

/** The same thing said again is the same statement, whichever row holds it: its key is what was said, and when. */
export function toStatement(said: Omit<Statement, 'key'>): Statement {
  const { kind, date, days, statedAt, statedBy } = said
  return {
    key: [kind, date ?? days ?? '', statedAt ?? ''].join(' ').trim(),
    kind,
    date,
    days,
    statedAt,
    statedBy,
  }
}

export const placeOf = ({ country, region }: Pick<EmployerRow, 'country' | 'region'>) => ({
  employer: { country, region },
  calendar: businessCalendar(country, region),
})

/** The policy that a plan was made by. */
export function policyOf(id: string, version: number): CadencePolicy {
  const policy = policyPresets.find((preset) => preset.id === id && preset.version === version)
  if (!policy) throw new Error(`There is no policy ${id} of version ${version}.`)
  return policy
}

/** The policy by which new plans are made: the organization's preset. */
export async function currentPolicy(scope: Scope): Promise<CadencePolicy> {
  const [row] = await scope.db.query('SELECT policy FROM organization WHERE id = $1', [scope.organizationId])
  return policyPresets.find(({ preset }) => preset === row?.policy) ?? beforeDecisionPolicy
}

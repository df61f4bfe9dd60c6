import type { Static } from 'typebox'
import type { GoneReason } from '../../domain/cadence/cancel-reasons.ts'
import type { PlanInput, PlanParticipant } from '../../domain/cadence/types.ts'
import { invalid, referenceNotFound } from '../../platform/errors.ts'
import { firstRow } from '../../platform/query.ts'
import { instant } from '../../platform/schema.ts'
import type { Scope } from '../../platform/scope.ts'
import { clientsByIds } from '../clients/clients.store.ts'
import { employerById } from '../employers/employers.store.ts'
import { checkDecision } from '../interviews/decisions.ts'
import { findPeople, findSpeaker, isNew, type Where } from '../interviews/interviews.people.ts'
import { findInterview } from '../interviews/interviews.store.ts'
import { findOpportunity } from '../opportunities/opportunities.store.ts'
import {
  currentPolicy,
  placeOf,
  storedCase,
  toPlanParticipant,
  toPromises,
  toStatement,
} from './plans.input.ts'
import { outcomeWhenEntered } from './plans.outcomes.ts'
import type { PreviewBody } from './plans.schema.ts'

type Preview = Static<typeof PreviewBody>

/** What the rules look at in a preview, as they would when the same is saved. */
export interface PreviewCase {
  input: PlanInput
  gone: GoneReason | null
  /** The stored interview over which it is. */
  interviewId: string | null
  /** The client withholds from the caller whom they met. */
  nameless: boolean
}

/** What is known before the body says more. */
interface Ground extends PreviewCase {
  /** null: only a place is given. */
  where: Where | null
  toParticipant: typeof toPlanParticipant
}

/** Reads what a preview is about. Throws where saving the same would. */
export async function previewCase(scope: Scope, body: Preview): Promise<PreviewCase> {
  const { input, gone, interviewId, nameless, where, toParticipant } = await groundOf(scope, body)
  const { promises, decision } = body
  const found = body.participants && (await findPeople(scope, where, body.participants))
  const participants =
    found?.map(
      (person, index): PlanParticipant =>
        isNew(person) ? { ...person, key: String(index), reachableAt: null } : toParticipant(person),
    ) ?? input.participants
  if (decision) checkDecision(decision)
  const speaker = decision ? await findSpeaker(scope, where?.employerId ?? null, decision) : null
  const statement = decision
    ? toStatement({
        kind: decision.kind,
        date: decision.date ?? null,
        days: decision.days ?? null,
        statedAt: decision.statedAt ? instant(new Date(decision.statedAt)) : null,
        statedBy: decision.statedBy ?? null,
      })
    : input.statement
  // Who spoke need not have taken part.
  const heard = speaker ? [toParticipant(speaker)] : [...input.participants, ...(input.others ?? [])]
  return {
    gone,
    interviewId,
    nameless,
    input: {
      ...input,
      participants,
      others: heard.filter(
        ({ key }) => key === statement?.statedBy && !participants.some((person) => person.key === key),
      ),
      promises: promises ? toPromises(promises) : input.promises,
      statement,
    },
  }
}

function groundOf(scope: Scope, body: Preview): Promise<Ground> {
  if (body.interviewId) return overInterview(scope, body, body.interviewId)
  return body.opportunityId ? forOpportunity(scope, body, body.opportunityId) : atPlace(scope, body)
}

async function overInterview(scope: Scope, body: Preview, interviewId: string): Promise<Ground> {
  const stored = await findInterview(scope, interviewId)
  if (!stored) throw referenceNotFound('/interviewId', 'interview')
  const { input, gone, toParticipant } = await storedCase(scope, stored)
  const { startsAt, durationMinutes, timeZone, format } = { ...input.interview, ...body }
  const interview = { ...input.interview, startsAt, durationMinutes, timeZone, format }
  const nameless = scope.withheld.contacts.has(stored.clientId)
  return {
    input: { ...input, interview },
    ...{ gone, interviewId, nameless, where: { ...stored, interviewId }, toParticipant },
  }
}

async function forOpportunity(scope: Scope, body: Preview, opportunityId: string): Promise<Ground> {
  const opportunity = await findOpportunity(scope, opportunityId)
  if (!opportunity) throw referenceNotFound('/opportunityId', 'opportunity')
  const { employerId, clientId, coldSince } = opportunity
  const client = firstRow(await clientsByIds(scope, [clientId]))
  const empty = await emptyInput(scope, body, await employerById(scope, employerId))
  const outcome = await outcomeWhenEntered(scope, opportunityId, new Date(empty.interview.startsAt))
  return {
    input: { ...empty, interview: { ...empty.interview, outcome }, cold: coldSince !== null },
    gone: client.status === 'active' ? null : 'client_inactive',
    interviewId: null,
    nameless: false,
    where: opportunity,
    toParticipant: toPlanParticipant,
  }
}

async function atPlace(scope: Scope, body: Preview): Promise<Ground> {
  const place = { country: body.employer?.country ?? null, region: body.employer?.region ?? null }
  const input = await emptyInput(scope, body, place)
  return {
    ...{ input, gone: null, interviewId: null, nameless: false, where: null },
    toParticipant: toPlanParticipant,
  }
}

async function emptyInput(
  scope: Scope,
  body: Preview,
  place: Parameters<typeof placeOf>[0],
): Promise<PlanInput> {
  const need = <T>(name: string, given: T | undefined): T => {
    if (given === undefined) throw invalid(`/${name}`, 'required', 'is required')
    return given
  }
  return {
    interview: {
      startsAt: need('startsAt', body.startsAt),
      durationMinutes: need('durationMinutes', body.durationMinutes),
      timeZone: need('timeZone', body.timeZone),
      format: need('format', body.format),
      outcome: null,
    },
    participants: [],
    promises: [],
    statement: null,
    policy: await currentPolicy(scope),
    ...placeOf(place),
  }
}

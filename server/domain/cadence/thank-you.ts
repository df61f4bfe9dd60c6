import { Temporal } from 'temporal-polyfill'
import { chooseChannel, missingMeans, thankYouOrder } from './channels.ts'
import type { InterviewMoments } from './moments.ts'
import { contactSlot } from './slots.ts'
import type { PlanInput, PlannedTask, PlanParticipant } from './types.ts'
import { parseInstant } from './zones.ts'

/** Rules `thank-you` and `obtain-contact`: everyone but a receptionist, at once. */
export function thankYous(input: PlanInput, moments: InterviewMoments): PlannedTask[] {
  return input.participants
    .filter((participant) => participant.role !== 'receptionist')
    .flatMap((participant) => thankOne(input, moments, participant))
}

function thankOne(input: PlanInput, moments: InterviewMoments, participant: PlanParticipant): PlannedTask[] {
  const { format } = input.interview
  const choice = participant.thankYouChannel ?? null
  const { channel, note } = chooseChannel(thankYouOrder(format, choice), participant)
  const missing = missingMeans(participant, channel)
  const blocked = missing.length > 0
  const end = moments.end.toString()
  const unblockedAt = blocked ? null : laterThan(moments.end, participant.reachableAt)
  const dueAt = unblockedAt ?? end
  const thankYou: PlannedTask = {
    slot: contactSlot('thank-you', participant.key),
    kind: 'thank_you',
    channel,
    status: blocked ? 'blocked' : 'scheduled',
    dueAt,
    overdueAt: blocked ? null : hoursAfter(dueAt, input.policy.thankYouOverdueHours),
    participant: participant.key,
    statement: null,
    rule: 'thank-you',
    facts: {
      type: 'thank_you',
      role: participant.role,
      format,
      channel,
      chosenByClient: choice !== null && choice === channel,
      missing,
      unblockedAt,
      channelNote: note,
    },
  }
  if (!blocked) return [thankYou]
  const obtain: PlannedTask = {
    slot: contactSlot('obtain-contact', participant.key),
    kind: 'obtain_contact',
    channel: 'none',
    status: 'scheduled',
    dueAt: end,
    overdueAt: hoursAfter(end, input.policy.thankYouOverdueHours),
    participant: participant.key,
    statement: null,
    rule: 'obtain-contact',
    facts: { type: 'obtain_contact', channel, missing, role: participant.role },
  }
  return [obtain, thankYou]
}

/** `moment`, if it is given and later than `end`. */
function laterThan(end: Temporal.Instant, moment: string | null): string | null {
  if (moment === null) return null
  const instant = parseInstant(moment, '/participants')
  return Temporal.Instant.compare(instant, end) > 0 ? instant.toString() : null
}

/** Elapsed hours, whatever the clocks do meanwhile. */
export function hoursAfter(moment: string, hours: number): string {
  return Temporal.Instant.from(moment).add({ hours }).toString()
}

import type { InterviewFormat, TaskChannel } from '../vocabulary.ts'
import type { ChannelNote, MissingMeans } from './facts.ts'
import type { PlanParticipant } from './types.ts'

export interface ChosenChannel {
  channel: TaskChannel
  note: ChannelNote | null
}

/** The first of the wanted channels that the contact allows; `none` when they allow none of them. */
export function chooseChannel(order: readonly TaskChannel[], contact: PlanParticipant | null): ChosenChannel {
  const wanted = order[0] ?? 'none'
  const allowed = contact?.allowedChannels ?? null
  const taken = allowed === null ? wanted : (order.find((channel) => allowed.includes(channel)) ?? 'none')
  return { channel: taken, note: taken === wanted ? null : { wanted, taken } }
}

export const callOrder: readonly TaskChannel[] = ['phone', 'email', 'card']

/** A card after an onsite interview, an email otherwise, unless the client chose. */
export function thankYouOrder(format: InterviewFormat, choice: TaskChannel | null): TaskChannel[] {
  const usual: TaskChannel[] = format === 'onsite' ? ['card', 'email', 'phone'] : ['email', 'card', 'phone']
  return choice === null ? usual : [choice, ...usual.filter((channel) => channel !== choice)]
}

/** What a thank-you through that channel lacks; the name is needed whatever the channel. */
export function missingMeans(contact: PlanParticipant, channel: TaskChannel): MissingMeans[] {
  const missing: MissingMeans[] = []
  if (blank(contact.name)) missing.push('name')
  if (channel === 'email' && blank(contact.email)) missing.push('email')
  if (channel === 'phone' && blank(contact.phone)) missing.push('phone')
  return missing
}

function blank(text: string | null): boolean {
  return text === null || text.trim() === ''
}

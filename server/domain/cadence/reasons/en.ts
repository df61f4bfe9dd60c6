import type { TaskChannel } from '../../vocabulary.ts'
import type { Phrases } from './phrases.ts'

const verb: Record<TaskChannel, string> = {
  phone: 'call',
  email: 'write',
  card: 'send a card',
  none: 'follow up',
}
const by: Record<TaskChannel, string> = { phone: 'calls', email: 'emails', card: 'cards', none: 'messages' }
const instead: Record<TaskChannel, string> = {
  phone: 'a call it is',
  email: 'an email it is',
  card: 'a card it is',
  none: 'there is no message',
}
const days = (n: number) => (n === 1 ? '1 day' : `${n} days`)
const businessDays = (n: number) => (n === 1 ? '1 business day' : `${n} business days`)
const after = (n: number) => (n === 7 ? 'after a week' : n === 14 ? 'after two weeks' : `after ${days(n)}`)

export const en: Phrases = {
  tag: 'en-GB',
  dates: 'short',
  means: { name: 'name', email: 'email address', phone: 'phone number' },
  thankYou: (channel, format) =>
    channel === 'card' && format === 'onsite'
      ? 'Everyone who took part is thanked at once: leave a card with the receptionist.'
      : `Everyone who took part is thanked at once${{ card: ', this one with a card', email: ', this one by email', phone: ', this one by phone', none: '' }[channel]}.`,
  waitsFor: (means) => `It waits for the ${means}.`,
  detailsCame: 'It counts from the moment the missing details arrived.',
  clientsChoice: 'The channel is the client’s own choice.',
  otherChannel: ({ wanted, taken }) => `They do not accept ${by[wanted]}, so ${instead[taken]}.`,
  obtain: (means) => `They took part and are thanked as well, which needs their ${means}.`,
  promise: (text) =>
    `Promised in the interview: ${text}. Send it before the thank-you, which should mention it.`,
  first: ({ decision, daysToDecision, said, days: wait, channel }) =>
    `They decide by ${decision}, ${days(daysToDecision)} after ${said ? `saying so on ${said}` : 'the interview'}: ${verb[channel]} ${after(wait)}.`,
  noTimeline: (wait, channel) => `They did not say when they decide: ${verb[channel]} ${after(wait)}.`,
  preDecision: ({ decision, day, days: n, again, channel }) =>
    `They decide by ${decision}: ${verb[channel]}${again ? ' again' : ''} ${businessDays(n)} before, on ${day}.`,
  alone: (date) => `A first one on ${date} would not leave enough time before it, so this one stands alone.`,
  repeat: (n, channel) => `Still no answer ${businessDays(n)} after the last step: ${verb[channel]} again.`,
  last: 'This is the last attempt; after it, think about closing the opportunity.',
  closed: (date, holiday, day) =>
    `${date} is ${holiday ? `a public holiday (${holiday})` : 'not a business day'}, so it is on ${day}.`,
  beforeDecision: (day) =>
    `That would not be before the decision, so it is on the last business day before: ${day}.`,
  onDecision: 'There is no business day in between, so it is on the day of the decision.',
  silence: (decision, day, channel) =>
    `They decide by ${decision}: if there is no answer by ${day}, ${verb[channel]} and ask.`,
  silentCheck: (decision, day) =>
    `They decide by ${decision} and do not want to be contacted: on ${day}, only see whether an answer came.`,
  searching: (noInterview, noNewOpportunity, week) =>
    `${
      noInterview && noNewOpportunity
        ? `The week of ${week} holds no interview, and the seven days before brought no new opportunity`
        : noInterview
          ? `The week of ${week} holds no interview`
          : `The seven days before ${week} brought no new opportunity`
    }: keep searching until an offer is accepted.`,
  calendar: {
    no_country: 'The employer’s country is not known: Saturdays and Sundays are left out.',
    unknown_country:
      'The public holidays of the employer’s country are not known: only weekends are left out.',
    no_region: 'The employer’s region is not known: the public holidays of the whole country count.',
    unknown_region:
      'The employer’s region has no holidays on record: the public holidays of the whole country count.',
  },
  title: {
    thankYou: (who, interviewer, channel) =>
      `Thank ${who ?? other(interviewer)}${{ card: ' with a card', email: ' by email', phone: ' by phone', none: '' }[channel]}`,
    obtain: (who, interviewer, means) => `Find ${who ?? other(interviewer)}’s ${means}`,
    promise: (text) => `Send what was promised: ${text}`,
    followUp: (who, step, channel) => {
      const person = who ?? 'the employer'
      const act = {
        phone: `Call ${person}`,
        email: `Write to ${person}`,
        card: `Send a card to ${person}`,
        none: `Follow up with ${person}`,
      }[channel]
      return `${act}${{ first: '', pre_decision: ' before they decide', repeat: ' again' }[step]}`
    },
    check: (who) => `Ask ${who ?? 'the employer'} about the decision`,
    silentCheck: 'See whether an answer came',
    keepSearching: 'Keep searching this week',
    custom: 'Task',
  },
  cancelled: {
    superseded: 'The plan has changed and no longer asks for this.',
    outcome_next_round: 'There is a next round.',
    outcome_offer: 'There is an offer.',
    outcome_rejected: 'The employer said no.',
    outcome_withdrawn: 'The client withdrew.',
    do_not_contact: 'The employer asked not to be contacted.',
    cold: 'There was no answer after several attempts.',
    participant_removed: 'This person did not take part after all.',
    promise_removed: 'The promise was taken back.',
    not_needed: 'This is no longer needed.',
    deleted: 'Its interview or position was deleted.',
    interview_cancelled: 'The interview was cancelled.',
    no_show: 'The interview did not take place.',
    client_inactive: 'The client is not active at present.',
    replaced: 'A newer task has taken its place.',
    offer_accepted: 'An offer was accepted.',
  },
}

function other(interviewer: boolean): string {
  return interviewer ? 'the other interviewer' : 'the other person'
}

import type { TaskKind } from '../domain/vocabulary.ts'

/** What was written down when a task was done: the outcome that its channel allows, and a note where there was one. */
export const doneNotes: Readonly<
  Partial<
    Record<TaskKind, readonly { outcome: 'reached' | 'voicemail' | 'no_answer' | 'sent'; note?: string }[]>
  >
> = {
  thank_you: [
    { outcome: 'sent' },
    { outcome: 'sent', note: 'Answered within the hour.' },
    { outcome: 'sent' },
  ],
  promise: [{ outcome: 'sent' }, { outcome: 'sent', note: 'Sent with one page of context.' }],
  follow_up: [
    { outcome: 'reached', note: 'Still in the running; they asked for two dates next week.' },
    { outcome: 'voicemail', note: 'Left name, position and number.' },
    { outcome: 'reached', note: 'One more candidate to see. Friendly.' },
    { outcome: 'no_answer' },
  ],
  pre_decision_follow_up: [
    { outcome: 'reached', note: 'No further questions. The decision stands as planned.' },
    { outcome: 'voicemail', note: 'Left a short message with the date of the interview.' },
  ],
  decision_check: [
    { outcome: 'reached', note: 'It slipped by a few days; they have not forgotten.' },
    { outcome: 'voicemail', note: 'Asked for a call back.' },
  ],
}

export const skipReasons: Readonly<Partial<Record<TaskKind, string>>> = {
  obtain_contact: 'The switchboard gives out neither names nor addresses.',
  thank_you: 'Thanked in person at the door.',
  promise: 'They said that it is not needed after all.',
  follow_up: 'They called first.',
  decision_check: 'The answer came by mail that morning.',
}

export interface Errand {
  title: string
  channel: 'email' | 'phone' | 'none'
  /** Who it is about: the client's first name takes the place of {name}. */
  note?: string
}

/** Tasks that a coach sets by hand. */
export const errands: readonly Errand[] = [
  { title: 'Rehearse the salary question with {name}', channel: 'phone' },
  { title: 'Read {name}’s new résumé', channel: 'email', note: 'Two pages at the most.' },
  { title: 'Send {name} the list of fairs this month', channel: 'email' },
  {
    title: 'Mock interview with {name}',
    channel: 'none',
    note: 'Forty minutes; the questions are in the notes.',
  },
  { title: 'Ask a former colleague to be a reference for {name}', channel: 'email' },
  { title: 'Go through three job ads with {name}', channel: 'phone' },
  { title: 'Help {name} with the cover letter', channel: 'email' },
  { title: 'Call {name} before the interview', channel: 'phone' },
  { title: 'Look over {name}’s profile photo and headline', channel: 'none' },
  { title: 'Plan the next four weeks with {name}', channel: 'none' },
]

import { fortnight, onsite, phone, type Story, tenDays, unknown, video, week } from './story.ts'

/** What took a turn: another date, a silence, an end. */
export const turnedStories = {
  moved: {
    begins: -25,
    stage: 'applied',
    rounds: [
      {
        ...onsite,
        day: -14,
        people: ['manager', 'interviewer', 'receptionist'],
        said: [
          { kind: 'within', within: 7, words: 'A week at the most.' },
          { kind: 'byDate', by: 2, on: -6, words: 'The director is away, so it will take a little longer.' },
        ],
      },
    ],
  },
  movedOut: {
    begins: -27,
    stage: 'applied',
    rounds: [
      {
        ...video,
        day: -12,
        people: ['recruiter', 'manager'],
        said: [
          week,
          { kind: 'within', within: 12, on: -5, words: 'Two more candidates to see. Twelve days.' },
        ],
      },
    ],
  },
  noContact: {
    begins: -19,
    stage: 'applied',
    rounds: [
      {
        ...video,
        day: -6,
        people: ['manager', 'interviewer'],
        said: [{ kind: 'doNotContact', by: 5, words: 'Please do not call us, you will hear either way.' }],
      },
    ],
  },
  closed: {
    begins: -24,
    stage: 'applied',
    rounds: [
      {
        ...phone,
        day: -13,
        people: ['recruiter'],
        said: [unknown, { kind: 'doNotContact', on: -9, words: 'No calls, please. We will be in touch.' }],
      },
    ],
  },
  twoRounds: {
    begins: -28,
    stage: 'applied',
    rounds: [
      { ...phone, day: -17, people: ['recruiter'], said: [week] },
      { ...onsite, day: -5, people: ['manager', 'nameless', 'receptionist'], said: [fortnight], found: -4 },
    ],
  },
  switchboard: {
    begins: -21,
    stage: 'applied',
    rounds: [
      {
        ...video,
        day: -9,
        people: ['manager', 'nameless'],
        said: [{ kind: 'within', within: 20, words: 'It will be about three weeks.' }],
      },
    ],
  },
  noShow: {
    begins: -14,
    stage: 'applied',
    rounds: [{ ...phone, day: -4, people: ['recruiter'], status: 'no_show' }],
  },
  calledOff: {
    begins: -13,
    stage: 'applied',
    rounds: [{ ...video, day: 4, people: ['manager'], status: 'cancelled' }],
  },
  offer: {
    begins: -28,
    stage: 'applied',
    rounds: [
      { ...phone, day: -20, people: ['recruiter'], said: [week] },
      { ...onsite, day: -11, people: ['manager', 'interviewer'], said: [fortnight] },
    ],
    ends: [{ day: -2, stage: 'offer' }],
  },
  accepted: {
    begins: -28,
    stage: 'applied',
    rounds: [{ ...onsite, day: -19, people: ['manager', 'interviewer', 'receptionist'], said: [tenDays] }],
    ends: [
      { day: -10, stage: 'offer' },
      { day: -5, stage: 'accepted' },
    ],
  },
  rejected: {
    begins: -28,
    stage: 'applied',
    rounds: [{ ...video, day: -16, people: ['manager'], said: [fortnight] }],
    ends: [{ day: -8, stage: 'rejected' }],
  },
  withdrawn: {
    begins: -22,
    stage: 'applied',
    rounds: [{ ...phone, day: -11, people: ['recruiter'], said: [fortnight] }],
    ends: [{ day: -6, stage: 'withdrawn' }],
  },
  quiet: {
    begins: -28,
    stage: 'applied',
    rounds: [{ ...video, day: -21, people: ['manager'], said: [unknown] }],
  },
  quietApplied: { begins: -11, stage: 'applied' },
} as const satisfies Record<string, Story>

import { fortnight, onsite, phone, type Story, tenDays, unknown, video, week } from './story.ts'

/** What has just begun, and what runs as it was planned. */
export const begunStories = {
  interested: { begins: -3, stage: 'interested' },
  applied: { begins: -6, stage: 'applied' },
  today: {
    begins: -12,
    stage: 'applied',
    rounds: [
      { ...video, day: 0, exact: true, at: '11:30', people: ['manager', 'interviewer'], promise: true },
    ],
  },
  todayOnsite: {
    begins: -15,
    stage: 'applied',
    rounds: [
      { ...phone, day: -8, people: ['recruiter'], said: [tenDays] },
      { ...onsite, day: 0, exact: true, at: '15:00', people: ['manager', 'interviewer', 'receptionist'] },
    ],
  },
  tomorrow: {
    begins: -9,
    stage: 'applied',
    rounds: [{ ...phone, day: 1, exact: true, people: ['recruiter'] }],
  },
  tomorrowOnsite: {
    begins: -14,
    stage: 'applied',
    rounds: [
      { ...video, day: -7, people: ['recruiter'], said: [week] },
      { ...onsite, day: 1, exact: true, at: '14:30', people: ['manager', 'receptionist'] },
    ],
  },
  nextWeek: {
    begins: -8,
    stage: 'applied',
    rounds: [{ ...video, day: 6, people: ['manager', 'noAddress'] }],
  },
  weekAfter: {
    begins: -7,
    stage: 'applied',
    rounds: [{ ...onsite, day: 11, at: '09:30', people: ['manager', 'interviewer', 'receptionist'] }],
  },
  yesterday: {
    begins: -13,
    stage: 'applied',
    rounds: [
      { ...video, day: -1, at: '15:30', people: ['manager', 'interviewer'], said: [tenDays], promise: true },
    ],
  },
  yesterdayPanel: {
    begins: -16,
    stage: 'applied',
    rounds: [{ ...video, day: -1, people: ['manager', 'nameless', 'noAddress'], said: [fortnight] }],
  },
  yesterdayOnsite: {
    begins: -18,
    stage: 'applied',
    rounds: [
      { ...phone, day: -11, people: ['recruiter'], said: [week] },
      { ...onsite, day: -1, people: ['manager', 'interviewer', 'receptionist'], said: [week] },
    ],
  },
  soon: {
    begins: -12,
    stage: 'applied',
    rounds: [
      {
        ...onsite,
        day: -2,
        people: ['manager', 'receptionist'],
        said: [{ kind: 'within', within: 6, words: 'We want to decide within six days.' }],
      },
    ],
  },
  soonMail: {
    begins: -14,
    stage: 'applied',
    rounds: [
      {
        ...video,
        day: -3,
        people: ['noCalls', 'interviewer'],
        said: [{ kind: 'byDate', by: 3, words: 'We meet about it then. Please write, do not call.' }],
        promise: true,
      },
    ],
  },
  waiting: {
    begins: -17,
    stage: 'applied',
    rounds: [{ ...video, day: -7, people: ['manager', 'interviewer'], said: [unknown] }],
  },
  later: {
    begins: -16,
    stage: 'applied',
    rounds: [
      {
        ...onsite,
        day: -7,
        people: ['manager', 'interviewer', 'receptionist'],
        said: [fortnight],
        promise: true,
      },
    ],
  },
  nearing: {
    begins: -20,
    stage: 'applied',
    rounds: [
      {
        ...video,
        day: -10,
        people: ['manager', 'noAddress'],
        said: [{ kind: 'byDate', by: 3, words: 'The committee meets on that day.' }],
        found: -9,
      },
    ],
  },
  passed: {
    begins: -26,
    stage: 'applied',
    rounds: [
      {
        ...video,
        day: -15,
        people: ['manager'],
        said: [{ kind: 'byDate', by: -2, words: 'We call everybody by then.' }],
      },
    ],
  },
} as const satisfies Record<string, Story>

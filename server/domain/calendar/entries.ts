import { Temporal } from 'temporal-polyfill'
import type { InterviewFormat, Locale } from '../vocabulary.ts'
import type { Entry } from './calendar.ts'
import { words } from './words.ts'

/** What a calendar shows of somebody's work; the names may be anybody's text. */
interface Shown {
  id: string
  version: number
  /** When anything of it was changed last that the calendar shows. */
  changedAt: Date
  timeZone: string
  client: string
  employer: string | null
  position: string | null
}

export interface ShownInterview extends Shown {
  startsAt: Date
  durationMinutes: number
  format: InterviewFormat
  round: number
  cancelled: boolean
}

export interface ShownCall extends Shown {
  dueAt: Date
  title: string
  /** It is to come, its time has passed and it is still to be made, or nobody needs to make it any more. */
  state: 'planned' | 'waiting' | 'closed'
}

/** For whom the calendar is. */
export interface Reader {
  locale: Locale
  timeZone: string
  /** Whether clients are named: to a coach, who has several. */
  namesClients: boolean
  /** The panel's address, without a slash at the end. */
  panel: string
  /** What tells this calendar from others. */
  feedId: string
  /** The date on which it is read, by the reader's zone. */
  today: string
}

/** Minutes that a call takes in a calendar. */
export const callMinutes = 15
/** How many of the waiting calls are named. */
const named = 50

/** The entries of a calendar: interviews, calls to come, and one entry for all calls whose time has passed. */
export function entriesOf(
  interviews: readonly ShownInterview[],
  calls: readonly ShownCall[],
  reader: Reader,
): Entry[] {
  return [
    ...interviews.map((interview) => ofInterview(interview, reader)),
    ...calls.map((call) => ofCall(call, reader)),
    ...waiting(calls, reader),
  ]
}

const ofInterview = (interview: ShownInterview, reader: Reader): Entry => {
  const { id, version, changedAt, startsAt, durationMinutes, timeZone, format, round } = interview
  const say = words[reader.locale]
  return {
    uid: `interview-${id}@afterword`,
    sequence: version,
    changedAt,
    when: { start: startsAt, minutes: durationMinutes, timeZone },
    cancelled: interview.cancelled,
    summary: of(interview, say.interview(interview.employer ?? ''), reader),
    description: [interview.position, `${say.format[format]} · ${say.round(round)}`].join('\n'),
    url: `${reader.panel}/interviews/${id}`,
  }
}

/** One that waits is taken from its own place: the sequence rises by that too. */
const ofCall = (call: ShownCall, reader: Reader): Entry => ({
  uid: `call-${call.id}@afterword`,
  sequence: call.version * 2 + (call.state === 'waiting' ? 1 : 0),
  changedAt: call.changedAt,
  when: { start: call.dueAt, minutes: callMinutes, timeZone: call.timeZone },
  cancelled: call.state !== 'planned',
  summary: of(call, call.title, reader),
  description: about(call),
  url: `${reader.panel}/`,
})

function waiting(calls: readonly ShownCall[], reader: Reader): Entry[] {
  const passed = calls.filter(({ state }) => state === 'waiting')
  const closed = calls.filter(({ state }) => state === 'closed')
  if (passed.length + closed.length === 0) return []
  const say = words[reader.locale]
  const changedAt = lastOf([
    ...calls.map((call) => call.changedAt),
    ...passed.map(({ dueAt }) => new Date(dueAt.getTime() + callMinutes * 60_000)),
    ...(passed.length > 0 ? [beginOf(reader.today, reader.timeZone)] : []),
  ])
  const lines = passed.slice(0, named).map((call) => {
    const since = say.since(dayText(call.dueAt, reader.timeZone, say.tag))
    return `- ${[of(call, call.title, reader), about(call), since].filter(Boolean).join(' · ')}`
  })
  if (passed.length > named) lines.push(say.more(passed.length - named))
  return [
    {
      uid: `waiting-${reader.feedId}@afterword`,
      sequence: secondsSince2020(changedAt),
      changedAt,
      when: { date: passed.length > 0 ? reader.today : dateOf(changedAt, reader.timeZone) },
      cancelled: passed.length === 0,
      summary: say.waiting(passed.length),
      description: lines.join('\n'),
      url: `${reader.panel}/`,
    },
  ]
}

const of = ({ client }: Shown, what: string, { namesClients }: Reader): string =>
  namesClients ? `${client}: ${what}` : what

const about = ({ position, employer }: Shown): string => [position, employer].filter(Boolean).join(' · ')

const lastOf = (moments: readonly Date[]): Date =>
  new Date(Math.max(...moments.map((moment) => moment.getTime())))

/** Rises with time, and fits into what calendars take for a sequence. */
const secondsSince2020 = (moment: Date): number => Math.floor((moment.getTime() - Date.UTC(2020)) / 1000)

const local = (moment: Date, timeZone: string) =>
  Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(timeZone)

export const dateOf = (moment: Date, timeZone: string): string =>
  local(moment, timeZone).toPlainDate().toString()

/** The first moment of a date. */
export const beginOf = (date: string, timeZone: string): Date =>
  new Date(Temporal.PlainDate.from(date).toZonedDateTime(timeZone).epochMilliseconds)

const dayText = (moment: Date, timeZone: string, tag: string): string =>
  new Intl.DateTimeFormat(tag, { timeZone, weekday: 'short', day: 'numeric', month: 'short' }).format(moment)

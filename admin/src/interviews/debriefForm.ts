import type { ContactRole, DecisionKind, InterviewFormat } from '../../../server/domain/vocabulary.ts'
import type { Decision, InterviewInput, ParticipantInput, PreviewInput } from '../api/interviews.ts'
import { type EmployerValues, noEmployer, placeOf } from '../opportunities/employerForm.ts'
import { toInstant } from '../time/zone.ts'

export const NEW = 'new'

export interface PersonValues {
  contactId: string | null
  name: string
  unknown: boolean
  role: ContactRole
  email: string
  phone: string
}

export interface DecisionValues {
  kind: DecisionKind
  number: string
  unit: 'days' | 'weeks'
  date: string
  words: string
  statedBy: string
}

export interface DebriefValues {
  clientId: string
  /** An id, or NEW. */
  opportunityId: string
  title: string
  employer: EmployerValues
  date: string
  time: string
  durationMinutes: string
  timeZone: string
  format: InterviewFormat
  round: string
  people: PersonValues[]
  topics: string
  decision: DecisionValues
  promises: string
}

export const newPerson = (role: ContactRole = 'interviewer'): PersonValues => ({
  contactId: null,
  name: '',
  unknown: false,
  role,
  email: '',
  phone: '',
})

export const noDecision: DecisionValues = {
  kind: 'unknown',
  number: '2',
  unit: 'weeks',
  date: '',
  words: '',
  statedBy: '',
}

/** An empty debrief of an interview that has just ended: it began an hour ago, on the full hour. */
export function emptyDebrief(date: string, time: string, timeZone: string): DebriefValues {
  return {
    clientId: '',
    opportunityId: '',
    title: '',
    employer: noEmployer,
    date,
    time,
    durationMinutes: '60',
    timeZone,
    format: 'video',
    round: '1',
    people: [newPerson()],
    topics: '',
    decision: noDecision,
    promises: '',
  }
}

/** One entry a line, without blank ones and without repetition. */
export const linesOf = (text: string): string[] => [
  ...new Set(
    text
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
  ),
]

const isBlank = ({ contactId, name, unknown, email, phone }: PersonValues) =>
  !contactId && !unknown && !name.trim() && !email.trim() && !phone.trim()

const looksLikeEmail = (text: string) => /^\S+@\S+\.\S{2,}$/.test(text)

function participant(person: PersonValues, draft: boolean): ParticipantInput {
  const { contactId, name, unknown, role, email, phone } = person
  if (contactId) return { contactId }
  const address = email.trim()
  return {
    name: unknown ? null : name.trim() || null,
    role,
    // While somebody is still typing, half an address must not stop the preview.
    email: address && (!draft || looksLikeEmail(address)) ? address : null,
    phone: phone.trim() || null,
  }
}

/** What the employer said, as the API takes it; undefined while a needed part is missing. */
export function toDecision({
  kind,
  number,
  unit,
  date,
  words,
  statedBy,
}: DecisionValues): Decision | undefined {
  const extra = {
    ...(words.trim() ? { words: words.trim() } : {}),
    ...(statedBy ? { statedBy } : {}),
  }
  switch (kind) {
    case 'within': {
      const count = Number.parseInt(number, 10)
      if (Number.isNaN(count)) return undefined
      return { kind, days: unit === 'weeks' ? count * 7 : count, ...extra }
    }
    case 'byDate':
      return date ? { kind, date, ...extra } : undefined
    case 'doNotContact':
      return { kind, ...(date ? { date } : {}), ...extra }
    default:
      return { kind, ...extra }
  }
}

/** The interview's part of the body; null while date, time or zone cannot be read. */
export function toInterview(values: DebriefValues, draft = false): InterviewInput | null {
  const startsAt = toInstant(values.date, values.time, values.timeZone)
  const durationMinutes = Number.parseInt(values.durationMinutes, 10)
  if (!startsAt || !(durationMinutes > 0)) return null
  const decision = toDecision(values.decision)
  return {
    startsAt,
    durationMinutes,
    timeZone: values.timeZone,
    format: values.format,
    round: Number.parseInt(values.round, 10) || 1,
    participants: values.people
      .filter((person) => !isBlank(person))
      .map((person) => participant(person, draft)),
    topics: linesOf(values.topics),
    promises: linesOf(values.promises),
    ...(decision ? { decision } : {}),
  }
}

/** What to preview; null while nothing can be said yet. */
export function toPreview(values: DebriefValues): PreviewInput | null {
  const interview = toInterview(values, true)
  if (!interview || !values.opportunityId) return null
  if (values.opportunityId !== NEW) return { ...interview, opportunityId: values.opportunityId }
  const { country, region } = placeOf(values.employer)
  const plain = country && /^[A-Z0-9]{1,8}$/.test(region ?? '') ? region : null
  return { ...interview, employer: { country, region: plain } }
}

const renamed: Record<string, string> = {
  startsAt: 'date',
  'decision.days': 'decision.number',
}

/** From a path of the body to the field that it came from: people who were left blank are not in the body. */
export function fieldOf(values: DebriefValues): (path: string) => string {
  const places = values.people.flatMap((person, index) => (isBlank(person) ? [] : [index]))
  return (path) => {
    const [head = '', index, ...rest] = path.split('.')
    if (head === 'participants')
      return index === undefined
        ? 'people'
        : ['people', places[Number(index)] ?? index, rest[0] ?? 'name'].join('.')
    if (head === 'topics' || head === 'promises') return head
    if (path === 'decision') return 'decision.kind'
    return renamed[path] ?? path
  }
}

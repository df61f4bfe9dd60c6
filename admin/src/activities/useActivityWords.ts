import { useLocaleState, useTranslate } from 'ra-core'
import { useMemo } from 'react'
import { cancelReasonSentence } from '../../../server/domain/cadence/reasons/cancel-reason-sentence.ts'
import type { Locale } from '../../../server/domain/vocabulary.ts'
import type { Activity } from '../api/types.ts'
import { useTimeWords } from '../i18n/useTime.ts'
import { exact, plainDay, todayIn } from '../time/words.ts'
import { readerZone } from '../time/zone.ts'
import { internal } from './internal.ts'

/** One changed field in words; `after` null: that it changed is all there is to say, `before` null: it was not there. */
export interface ChangeLine {
  label: string
  before: string | null
  after: string | null
}

/** Where the words of a field's values are, when they are not free text. */
const wordsOf: Readonly<Record<string, string>> = {
  stage: 'stage',
  format: 'format',
  channel: 'channel',
  method: 'activity.methods',
  level: 'practice.coaches',
  policy: 'activity.values.policy',
  offReason: 'webhooks.offReason',
}
const statusOf: Readonly<Record<string, string>> = {
  client: 'clientStatus',
  interview: 'interviewStatus',
  task: 'activity.taskStatus',
  webhook: 'activity.values.webhook',
  erasure_request: 'activity.values.request',
}

/** Of an interview it is what was said about the decision. */
const kindsOf: Readonly<Record<string, string>> = { task: 'kind', interview: 'decision' }

/** Minutes since midnight. */
const timesOfDay = ['digestMinute', 'quietFrom', 'quietTo']

const date = /^\d{4}-\d\d-\d\d$/
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const timeOfDay = (minute: number): string =>
  [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':')

/** The log in the reader's language. What it does not know yet is said in the API's own words. */
export function useActivityWords() {
  const translate = useTranslate()
  const times = useTimeWords()
  const [current] = useLocaleState()
  const locale = current as Locale
  return useMemo(() => {
    const say = (key: string, otherwise: string): string => translate(key, { _: otherwise })
    const spaced = (name: string) =>
      name
        .replace(/_/g, ' ')
        .replace(/([A-Z])/g, ' $1')
        .toLowerCase()
    const field = (name: string) => say(`activity.fields.${name}`, spaced(name))
    const kindOf = (recordType: string, name: string): string | undefined => {
      if (name === 'status') return statusOf[recordType]
      if (name === 'kind') return kindsOf[recordType]
      if (name === 'outcome') return recordType === 'task' ? 'activity.taskOutcome' : 'outcome'
      if (name === 'role') return recordType === 'contact' ? 'contactRole' : 'role'
      return wordsOf[name]
    }
    const value = (recordType: string, name: string, given: unknown): string => {
      if (given === null || given === undefined || given === '') return say('activity.empty', '')
      if (timesOfDay.includes(name)) return timeOfDay(Number(given))
      if (typeof given === 'boolean') return say(given ? 'activity.yes' : 'activity.no', String(given))
      if (Array.isArray(given)) return given.length > 0 ? given.join(', ') : say('activity.empty', '')
      if (typeof given === 'object') return JSON.stringify(given)
      const text = String(given)
      if (name.endsWith('At')) return exact(times, text, readerZone())
      if (date.test(text)) return plainDay(times, text, todayIn(readerZone(), new Date().toISOString()))
      if (name === 'cancelReason') return cancelReasonSentence(text, locale)
      const words = kindOf(recordType, name)
      return words ? say(`${words}.${text}`, spaced(text)) : text
    }
    return {
      field,
      record: (type: string) => say(`activity.records.${type}`, spaced(type)),
      /** Whoever did it, as far as the reader may know. */
      actor: ({ actor: { kind, name } }: Activity): string => {
        if (kind === 'job') return say('activity.job', '')
        return name ?? say(kind === 'key' ? 'activity.key' : 'activity.somebody', '')
      },
      what: ({ recordType, part, verb }: Activity): string => {
        const thing = say(`activity.records.${recordType}`, spaced(recordType))
        const whole = part ? `${thing}, ${say(`activity.parts.${part}`, spaced(part))}` : thing
        return `${whole}: ${say(`activity.verbs.${verb}`, spaced(verb))}`
      },
      /** Ids say nothing to a reader: of those only that they changed, and of a new record not even that. */
      changes: ({ recordType, verb, changes }: Activity): ChangeLine[] =>
        Object.entries(changes).flatMap(([name, [before, after]]) => {
          if (verb === 'due' || verb === 'overdue') return [] // the verb has said it
          if (internal.includes(name)) return []
          const label = field(name)
          if ([before, after].some((one) => typeof one === 'string' && uuid.test(one)))
            return verb === 'changed' ? { label, before: null, after: null } : []
          const was = before === null || before === undefined
          const said = value(recordType, name, after)
          return { label, before: was ? null : value(recordType, name, before), after: said }
        }),
    }
  }, [translate, times, locale])
}

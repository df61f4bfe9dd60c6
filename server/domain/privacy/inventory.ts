import type { Locale } from '../vocabulary.ts'
import { catalogue, type Fate, type Topic, topics } from './catalogue.ts'
import { de } from './words/de.ts'
import { en } from './words/en.ts'
import { es } from './words/es.ts'
import { fr } from './words/fr.ts'

/** How long a practice keeps each; null: until somebody erases it. */
export interface Periods {
  clientsMonths: number | null
  eventsDays: number | null
  activitiesMonths: number | null
  sessionsDays: number | null
  mailsDays: number | null
}

export interface TopicWords {
  title: string
  what: string
  why: string
  /** What erasing a person does with it. */
  erased: string
}

export interface PrivacyWords {
  topics: Record<Topic, TopicWords>
  /** For how long, where no period is set, and by period. */
  kept: Record<'untilErased' | 'whileMember' | 'whilePractice' | 'technical' | 'events' | 'mails', string>
  months(count: number): string
  days(count: number): string
  closedFor(period: string): string
  endedFor(period: string): string
  olderThan(period: string): string
}

const words: Record<Locale, PrivacyWords> = { en, de, es, fr }

export type OnErasure = 'kept' | 'cleared' | 'deleted'

export interface InventoryTopic extends TopicWords {
  topic: Topic
  howLong: string
  tables: { table: string; columns: { column: string; onErasure: OnErasure }[] }[]
}

/** What is stored, from the catalogue, in a language. */
export function inventory(locale: Locale, periods: Periods): InventoryTopic[] {
  const said = words[locale]
  return topics.map((topic) => ({
    topic,
    ...said.topics[topic],
    howLong: howLong(topic, said, periods),
    tables: Object.entries(catalogue)
      .filter(([, table]) => table.topic === topic)
      .map(([table, { columns, rows }]) => ({
        table,
        columns:
          typeof columns === 'string'
            ? []
            : Object.entries(columns).map(([column, fate]) => ({
                column,
                onErasure:
                  rows === 'delete' ? 'deleted' : onErasure(typeof fate === 'string' ? fate : fate.client),
              })),
      })),
  }))
}

const onErasure = (fate: Fate): OnErasure => (fate.startsWith('keep:') ? 'kept' : 'cleared')

function howLong(topic: Topic, said: PrivacyWords, periods: Periods): string {
  const { clientsMonths, eventsDays, activitiesMonths, sessionsDays, mailsDays } = periods
  const { kept } = said
  switch (topic) {
    case 'client':
    case 'pipeline':
    case 'contacts':
    case 'tasks':
      return clientsMonths ? said.closedFor(said.months(clientsMonths)) : kept.untilErased
    case 'logins':
      return sessionsDays ? said.endedFor(said.days(sessionsDays)) : kept.untilErased
    case 'mails':
      return mailsDays ? said.olderThan(said.days(mailsDays)) : kept.mails
    case 'activities':
      return activitiesMonths ? said.olderThan(said.months(activitiesMonths)) : kept.untilErased
    case 'events':
      return eventsDays ? said.olderThan(said.days(eventsDays)) : kept.events
    case 'members':
      return kept.whileMember
    case 'organization':
      return kept.whilePractice
    case 'technical':
      return kept.technical
  }
}

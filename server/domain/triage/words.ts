import type { Locale } from '../vocabulary.ts'
import type { TriageReason } from './score.ts'

type Words = (reason: TriageReason) => string

/** "6 h" below two days, "3 days" above: what a coach reckons in. */
const span = (hours: number, unit: { days: (n: number) => string }) =>
  hours < 48 ? `${hours}\u00a0h` : unit.days(Math.floor(hours / 24))

const en: Words = (reason) => {
  const days = (n: number) => (n === 1 ? '1 day' : `${n} days`)
  switch (reason.code) {
    case 'overdue':
      return reason.hours < 1 ? 'less than an hour late' : `${span(reason.hours, { days })} late`
    case 'due':
      return reason.hours < 1 ? 'due now' : `due for ${span(reason.hours, { days })}`
    case 'upcoming':
      return reason.hours < 1 ? 'due within the hour' : `due in ${span(reason.hours, { days })}`
    case 'decision_near':
      return reason.days < 0
        ? 'The promised date has passed'
        : reason.days === 0
          ? 'They decide today'
          : `They decide in ${days(reason.days)}`
    case 'quiet':
      return `Nothing has happened for ${days(reason.days)}`
  }
}

const de: Words = (reason) => {
  const days = (n: number) => (n === 1 ? '1 Tag' : `${n} Tagen`)
  switch (reason.code) {
    case 'overdue':
      return reason.hours < 1
        ? 'seit weniger als einer Stunde überfällig'
        : `seit ${span(reason.hours, { days })} überfällig`
    case 'due':
      return reason.hours < 1 ? 'jetzt fällig' : `seit ${span(reason.hours, { days })} fällig`
    case 'upcoming':
      return reason.hours < 1
        ? 'in weniger als einer Stunde fällig'
        : `in ${span(reason.hours, { days })} fällig`
    case 'decision_near':
      return reason.days < 0
        ? 'Der zugesagte Termin ist vorbei'
        : reason.days === 0
          ? 'Sie entscheiden heute'
          : `Sie entscheiden in ${days(reason.days)}`
    case 'quiet':
      return `Seit ${days(reason.days)} ist nichts geschehen`
  }
}

const es: Words = (reason) => {
  const days = (n: number) => (n === 1 ? '1 día' : `${n} días`)
  switch (reason.code) {
    case 'overdue':
      return reason.hours < 1
        ? 'con menos de una hora de retraso'
        : `con ${span(reason.hours, { days })} de retraso`
    case 'due':
      return reason.hours < 1 ? 'vence ahora' : `pendiente desde hace ${span(reason.hours, { days })}`
    case 'upcoming':
      return reason.hours < 1 ? 'vence en menos de una hora' : `vence en ${span(reason.hours, { days })}`
    case 'decision_near':
      return reason.days < 0
        ? 'La fecha prometida ya pasó'
        : reason.days === 0
          ? 'Deciden hoy'
          : `Deciden en ${days(reason.days)}`
    case 'quiet':
      return `Sin novedades desde hace ${days(reason.days)}`
  }
}

const fr: Words = (reason) => {
  const days = (n: number) => (n === 1 ? '1 jour' : `${n} jours`)
  switch (reason.code) {
    case 'overdue':
      return reason.hours < 1
        ? 'en retard de moins d’une heure'
        : `en retard de ${span(reason.hours, { days })}`
    case 'due':
      return reason.hours < 1 ? 'à faire maintenant' : `à faire depuis ${span(reason.hours, { days })}`
    case 'upcoming':
      return reason.hours < 1
        ? 'à faire dans moins d’une heure'
        : `à faire dans ${span(reason.hours, { days })}`
    case 'decision_near':
      return reason.days < 0
        ? 'La date promise est passée'
        : reason.days === 0
          ? 'Ils décident aujourd’hui'
          : `Ils décident dans ${days(reason.days)}`
    case 'quiet':
      return `Rien ne s’est passé depuis ${days(reason.days)}`
  }
}

const words: Readonly<Record<Locale, Words>> = { en, de, es, fr }

/** A reason of the triage, in the reader's language: what is said of the task continues its title, the rest is a sentence. */
export const triageSentence = (reason: TriageReason, locale: Locale): string => words[locale](reason)

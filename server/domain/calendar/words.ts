import type { InterviewFormat, Locale } from '../vocabulary.ts'

/** What a calendar says, in one language. */
interface Words {
  /** For dates. */
  tag: string
  interview(employer: string): string
  format: Record<InterviewFormat, string>
  round(round: number): string
  open: string
  waiting(calls: number): string
  more(calls: number): string
  since(date: string): string
}

export const words: Readonly<Record<Locale, Words>> = {
  en: {
    tag: 'en-GB',
    interview: (employer) => `Interview at ${employer}`,
    format: { phone: 'By phone', video: 'By video', onsite: 'On site' },
    round: (round) => `Round ${round}`,
    open: 'Open in Afterword',
    waiting: (calls) => (calls === 1 ? 'One call is waiting' : `${calls} calls are waiting`),
    more: (calls) => `and ${calls} more`,
    since: (date) => `since ${date}`,
  },
  de: {
    tag: 'de-DE',
    interview: (employer) => `Gespräch bei ${employer}`,
    format: { phone: 'Am Telefon', video: 'Per Video', onsite: 'Vor Ort' },
    round: (round) => `Runde ${round}`,
    open: 'In Afterword öffnen',
    waiting: (calls) => (calls === 1 ? 'Ein Anruf wartet' : `${calls} Anrufe warten`),
    more: (calls) => `und ${calls} weitere`,
    since: (date) => `seit ${date}`,
  },
  es: {
    tag: 'es-ES',
    interview: (employer) => `Entrevista en ${employer}`,
    format: { phone: 'Por teléfono', video: 'Por vídeo', onsite: 'Presencial' },
    round: (round) => `Ronda ${round}`,
    open: 'Abrir en Afterword',
    waiting: (calls) => (calls === 1 ? 'Una llamada espera' : `${calls} llamadas esperan`),
    more: (calls) => `y ${calls} más`,
    since: (date) => `desde el ${date}`,
  },
  fr: {
    tag: 'fr-FR',
    interview: (employer) => `Entretien chez ${employer}`,
    format: { phone: 'Par téléphone', video: 'En visio', onsite: 'Sur place' },
    round: (round) => `${round}ᵉ tour`,
    open: 'Ouvrir dans Afterword',
    waiting: (calls) => (calls === 1 ? 'Un appel attend' : `${calls} appels attendent`),
    more: (calls) => `et ${calls} de plus`,
    since: (date) => `depuis le ${date}`,
  },
}

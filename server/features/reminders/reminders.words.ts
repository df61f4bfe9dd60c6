import type { Locale } from '../../domain/vocabulary.ts'

/** What reminders say. Numbers stand in sentences of their own, so that every language can decline them. */
export interface ReminderWords {
  tag: string
  nowDue: (title: string) => string
  nowDueFor: (client: string, title: string) => string
  manyDue: (n: number) => string
  act: string
  more: (n: number) => string
  open: string
  at: (position: string, employer: string) => string
  lateSince: (when: string) => string
  /** Of a digest's subject, after the day. */
  overdue: (n: number) => string
  today: (n: number) => string
  interviews: (n: number) => string
  tomorrow: (n: number) => string
  headings: { overdue: string; today: string; interviews: string; tomorrow: string }
  why: (organization: string) => string
  change: string
  unsubscribe: string
}

const one = (n: number, singular: string, plural: string): string => `${n} ${n === 1 ? singular : plural}`

const en: ReminderWords = {
  tag: 'en-GB',
  nowDue: (title) => `Now due: ${title}`,
  nowDueFor: (client, title) => `Now due for ${client}: ${title}`,
  manyDue: (n) => `${n} things are due now`,
  act: 'Done, later, or they answered',
  more: (n) => `And ${n} more in Afterword.`,
  open: 'Open Afterword',
  at: (position, employer) => `${position} at ${employer}`,
  lateSince: (when) => `was due ${when}`,
  overdue: (n) => `${n} overdue`,
  today: (n) => `${n} due today`,
  interviews: (n) => one(n, 'interview', 'interviews'),
  tomorrow: (n) => `${n} tomorrow`,
  headings: { overdue: 'Overdue', today: 'Due today', interviews: 'Interviews today', tomorrow: 'Tomorrow' },
  why: (organization) => `You get this because ${organization} reminds you by mail.`,
  change: 'Choose which mails you get',
  unsubscribe: 'Get no more reminders',
}

const de: ReminderWords = {
  tag: 'de-DE',
  nowDue: (title) => `Jetzt fällig: ${title}`,
  nowDueFor: (client, title) => `Jetzt fällig für ${client}: ${title}`,
  manyDue: (n) => `${n} Aufgaben sind jetzt fällig`,
  act: 'Erledigt, später oder es kam eine Antwort',
  more: (n) => `Und ${n} weitere in Afterword.`,
  open: 'Afterword öffnen',
  at: (position, employer) => `${position} bei ${employer}`,
  lateSince: (when) => `war fällig ${when}`,
  overdue: (n) => `${n} überfällig`,
  today: (n) => `${n} heute fällig`,
  interviews: (n) => one(n, 'Gespräch', 'Gespräche'),
  tomorrow: (n) => `${n} morgen`,
  headings: {
    overdue: 'Überfällig',
    today: 'Heute fällig',
    interviews: 'Gespräche heute',
    tomorrow: 'Morgen',
  },
  why: (organization) => `Sie erhalten dies, weil ${organization} Sie per Mail erinnert.`,
  change: 'Wählen, welche Mails Sie erhalten',
  unsubscribe: 'Keine Erinnerungen mehr erhalten',
}

const es: ReminderWords = {
  tag: 'es-ES',
  nowDue: (title) => `Toca ahora: ${title}`,
  nowDueFor: (client, title) => `Toca ahora para ${client}: ${title}`,
  manyDue: (n) => `Tocan ahora ${n} cosas`,
  act: 'Hecho, más tarde o ya han respondido',
  more: (n) => `Y ${n} más en Afterword.`,
  open: 'Abrir Afterword',
  at: (position, employer) => `${position} en ${employer}`,
  lateSince: (when) => `tocaba ${when}`,
  overdue: (n) => one(n, 'atrasada', 'atrasadas'),
  today: (n) => `${n} para hoy`,
  interviews: (n) => one(n, 'entrevista', 'entrevistas'),
  tomorrow: (n) => `${n} para mañana`,
  headings: { overdue: 'Atrasado', today: 'Para hoy', interviews: 'Entrevistas de hoy', tomorrow: 'Mañana' },
  why: (organization) => `Recibe esto porque ${organization} le avisa por correo.`,
  change: 'Elegir qué correos recibe',
  unsubscribe: 'No recibir más avisos',
}

const fr: ReminderWords = {
  tag: 'fr-FR',
  nowDue: (title) => `À faire maintenant : ${title}`,
  nowDueFor: (client, title) => `À faire maintenant pour ${client} : ${title}`,
  manyDue: (n) => `${n} choses sont à faire maintenant`,
  act: 'Fait, plus tard, ou réponse reçue',
  more: (n) => `Et ${n} de plus dans Afterword.`,
  open: 'Ouvrir Afterword',
  at: (position, employer) => `${position} chez ${employer}`,
  lateSince: (when) => `était à faire ${when}`,
  overdue: (n) => `${n} en retard`,
  today: (n) => `${n} pour aujourd’hui`,
  interviews: (n) => `${n} ${n < 2 ? 'entretien' : 'entretiens'}`,
  tomorrow: (n) => `${n} pour demain`,
  headings: {
    overdue: 'En retard',
    today: 'À faire aujourd’hui',
    interviews: 'Entretiens du jour',
    tomorrow: 'Demain',
  },
  why: (organization) => `Vous recevez ceci car ${organization} vous envoie des rappels.`,
  change: 'Choisir les messages reçus',
  unsubscribe: 'Ne plus recevoir de rappels',
}

export const reminderWords: Record<Locale, ReminderWords> = { en, de, es, fr }

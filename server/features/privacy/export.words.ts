import type { Locale } from '../../domain/vocabulary.ts'
import type { kindNames } from './export.store.ts'

type Words = Record<(typeof kindNames)[number], string> & {
  head: (client: string, practice: string, when: string) => string
  formats: string
}

const words: Record<Locale, Words> = {
  en: {
    head: (client, practice, when) => `What ${practice} has stored about ${client}, on ${when}.`,
    formats:
      'Each kind is there twice: as .json for programs, and as .csv for spreadsheets. In the .csv files an apostrophe stands before cells that a spreadsheet would take for a formula.',
    client: 'The person: how to reach them, what they look for, what they have consented to.',
    coaches: 'Who looks after them.',
    opportunities: 'The positions that they pursue.',
    employers: 'The employers of these positions.',
    contacts: 'The people they have met or entered there.',
    interviews: 'The interviews, with topics, promises and notes.',
    statements: 'What employers said about their decision.',
    tasks: 'What was and is to be done, with the reason.',
    events: 'What happened to the records, and when.',
    activities: 'Who did what with the records, and when.',
    sessions: 'Their logins.',
    'calendar-feeds': 'The addresses under which their calendar can be subscribed to.',
    mails: 'Mails that were sent to them.',
    invitations: 'Invitations to log in.',
    'notification-settings': 'Which reminders they get by mail, and when, where they have chosen it.',
    reminders: 'Of what they were reminded by mail, and whether they acted by its link.',
    'erasure-requests': 'When they asked to be erased.',
  },
  de: {
    head: (client, practice, when) => `Was ${practice} über ${client} gespeichert hat, Stand ${when}.`,
    formats:
      'Jede Art liegt zweimal vor: als .json für Programme und als .csv für Tabellen. In den .csv-Dateien steht ein Apostroph vor Zellen, die eine Tabelle für eine Formel hielte.',
    client: 'Die Person: wie sie erreichbar ist, was sie sucht, worin sie eingewilligt hat.',
    coaches: 'Wer sie betreut.',
    opportunities: 'Die Stellen, um die sie sich bemüht.',
    employers: 'Die Arbeitgeber dieser Stellen.',
    contacts: 'Die Menschen, die sie dort getroffen oder eingetragen hat.',
    interviews: 'Die Gespräche mit Themen, Zusagen und Notizen.',
    statements: 'Was Arbeitgeber zu ihrer Entscheidung sagten.',
    tasks: 'Was zu tun war und ist, mit der Begründung.',
    events: 'Was wann mit den Einträgen geschah.',
    activities: 'Wer wann was mit den Einträgen tat.',
    sessions: 'Die Anmeldungen.',
    'calendar-feeds': 'Die Adressen, unter denen der Kalender abonniert werden kann.',
    mails: 'Mails, die gesendet wurden.',
    invitations: 'Einladungen, sich anzumelden.',
    'notification-settings': 'Welche Erinnerungen per Mail kommen und wann, sofern es gewählt wurde.',
    reminders: 'Woran per Mail erinnert wurde, und ob der Link darin benutzt wurde.',
    'erasure-requests': 'Wann um Löschung gebeten wurde.',
  },
  es: {
    head: (client, practice, when) => `Lo que ${practice} tiene guardado sobre ${client}, a ${when}.`,
    formats:
      'Cada tipo está dos veces: como .json para programas y como .csv para hojas de cálculo. En los .csv hay un apóstrofo delante de las celdas que una hoja tomaría por una fórmula.',
    client: 'La persona: cómo localizarla, qué busca y en qué ha consentido.',
    coaches: 'Quién la acompaña.',
    opportunities: 'Los puestos a los que aspira.',
    employers: 'Las empresas de esos puestos.',
    contacts: 'Las personas que ha conocido o anotado allí.',
    interviews: 'Las entrevistas, con temas, promesas y notas.',
    statements: 'Lo que las empresas dijeron de su decisión.',
    tasks: 'Lo que había y hay que hacer, con el motivo.',
    events: 'Qué ocurrió con los registros y cuándo.',
    activities: 'Quién hizo qué con los registros y cuándo.',
    sessions: 'Sus accesos.',
    'calendar-feeds': 'Las direcciones con las que se puede suscribir a su calendario.',
    mails: 'Los correos que se le enviaron.',
    invitations: 'Invitaciones para acceder.',
    'notification-settings': 'Qué avisos recibe por correo y cuándo, si lo ha elegido.',
    reminders: 'De qué se le avisó por correo, y si usó su enlace.',
    'erasure-requests': 'Cuándo pidió ser borrada.',
  },
  fr: {
    head: (client, practice, when) => `Ce que ${practice} a enregistré sur ${client}, au ${when}.`,
    formats:
      'Chaque type y est deux fois : en .json pour les programmes, en .csv pour les tableurs. Dans les .csv, une apostrophe précède les cellules qu’un tableur prendrait pour une formule.',
    client: 'La personne : comment la joindre, ce qu’elle cherche, ce à quoi elle a consenti.',
    coaches: 'Qui l’accompagne.',
    opportunities: 'Les postes auxquels elle aspire.',
    employers: 'Les employeurs de ces postes.',
    contacts: 'Les personnes qu’elle y a rencontrées ou inscrites.',
    interviews: 'Les entretiens, avec sujets, promesses et notes.',
    statements: 'Ce que les employeurs ont dit de leur décision.',
    tasks: 'Ce qui était et reste à faire, avec la raison.',
    events: 'Ce qui est arrivé aux enregistrements, et quand.',
    activities: 'Qui a fait quoi des enregistrements, et quand.',
    sessions: 'Ses connexions.',
    'calendar-feeds': 'Les adresses sous lesquelles on peut s’abonner à son calendrier.',
    mails: 'Les mails qui lui ont été envoyés.',
    invitations: 'Invitations à se connecter.',
    'notification-settings': 'Quels rappels elle reçoit par mail et quand, si elle l’a choisi.',
    reminders: 'De quoi elle a été avertie par mail, et si elle en a utilisé le lien.',
    'erasure-requests': 'Quand elle a demandé à être effacée.',
  },
}

interface About {
  client: string
  practice: string
  at: Date
  timeZone: string
}

/** The note in an export: whose it is, from when, and what is in which file. */
export function readme(locale: Locale, { client, practice, at, timeZone }: About): string {
  const { head, formats, ...kinds } = words[locale]
  const when = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone }).format(at)
  const widest = Math.max(...Object.keys(kinds).map((name) => name.length)) + 2
  const lines = Object.entries(kinds).map(([name, what]) => `${name.padEnd(widest)}${what}`)
  return [head(client, practice, when), '', ...lines, '', formats, ''].join('\r\n')
}

import type { TaskChannel } from '../../vocabulary.ts'
import type { Phrases } from './phrases.ts'

const verb: Record<TaskChannel, string> = {
  phone: 'anrufen',
  email: 'schreiben',
  card: 'eine Karte schicken',
  none: 'nachfassen',
}
const asking: Record<TaskChannel, string> = {
  phone: 'anrufen und nachfragen',
  email: 'schriftlich nachfragen',
  card: 'mit einer Karte nachfragen',
  none: 'nachfragen',
}
const refused: Record<TaskChannel, string> = {
  phone: 'Anrufe',
  email: 'E-Mails',
  card: 'Karten',
  none: 'Nachrichten',
}
const instead: Record<TaskChannel, string> = {
  phone: 'deshalb telefonisch',
  email: 'deshalb per E-Mail',
  card: 'deshalb mit einer Karte',
  none: 'deshalb ohne Nachricht',
}
const how: Record<TaskChannel, string> = {
  phone: ' telefonisch',
  email: ' per E-Mail',
  card: ' mit einer Karte',
  none: '',
}
const days = (n: number) => (n === 1 ? '1 Tag' : `${n} Tage`)
const daysAfter = (n: number) => (n === 1 ? '1 Tag' : `${n} Tagen`)
const businessDays = (n: number) => (n === 1 ? '1 Arbeitstag' : `${n} Arbeitstage`)
const after = (n: number) =>
  n === 7 ? 'nach einer Woche' : n === 14 ? 'nach zwei Wochen' : `nach ${daysAfter(n)}`

export const de: Phrases = {
  tag: 'de-DE',
  dates: 'short',
  means: { name: 'Name', email: 'E-Mail-Adresse', phone: 'Telefonnummer' },
  thankYou: (channel, format) =>
    channel === 'card' && format === 'onsite'
      ? 'Allen Beteiligten wird sofort gedankt: eine Karte am Empfang hinterlassen.'
      : `Allen Beteiligten wird sofort gedankt${channel === 'none' ? '' : `, hier${how[channel]}`}.`,
  waitsFor: (means) => `Noch offen, weil etwas fehlt: ${means}.`,
  detailsCame: 'Die Frist läuft ab dem Moment, in dem die fehlenden Angaben kamen.',
  clientsChoice: 'Den Weg hat die Klientin oder der Klient selbst gewählt.',
  otherChannel: ({ wanted, taken }) => `${refused[wanted]} sind nicht erwünscht, ${instead[taken]}.`,
  obtain: (means) => `Auch dieser Person ist zu danken, aber es fehlt noch: ${means}.`,
  promise: (text) => `Im Gespräch versprochen: ${text}. Vor dem Dank schicken, der es erwähnen soll.`,
  first: ({ decision, daysToDecision, said, days: wait, channel }) =>
    `Die Entscheidung fällt bis ${decision}, ${days(daysToDecision)} nach ${said ? `der Auskunft vom ${said}` : 'dem Gespräch'}: ${after(wait)} ${verb[channel]}.`,
  noTimeline: (wait, channel) =>
    `Wann entschieden wird, wurde nicht gesagt: ${after(wait)} ${verb[channel]}.`,
  preDecision: ({ decision, day, days: n, again, channel }) =>
    `Die Entscheidung fällt bis ${decision}: ${businessDays(n)} vorher, am ${day}, ${again ? 'noch einmal ' : ''}${verb[channel]}.`,
  alone: (date) =>
    `Ein erstes Nachfassen am ${date} ließe davor nicht genug Zeit, deshalb bleibt es bei diesem.`,
  repeat: (n, channel) =>
    `Auch ${businessDays(n)} nach dem letzten Schritt keine Antwort: noch einmal ${verb[channel]}.`,
  last: 'Das ist der letzte Versuch; danach sollte man die Stelle abschließen.',
  closed: (date, holiday, day) =>
    `${date} ist ${holiday ? `ein Feiertag (${holiday})` : 'kein Arbeitstag'}, deshalb am ${day}.`,
  beforeDecision: (day) =>
    `Das läge nicht vor der Entscheidung, deshalb am letzten Arbeitstag davor: ${day}.`,
  onDecision: 'Dazwischen liegt kein Arbeitstag, deshalb am Tag der Entscheidung selbst.',
  silence: (decision, day, channel) =>
    `Die Entscheidung fällt bis ${decision}: Ist am ${day} noch keine Antwort da, ${asking[channel]}.`,
  silentCheck: (decision, day) =>
    `Die Entscheidung fällt bis ${decision}, Kontakt ist nicht erwünscht: am ${day} nur nachsehen, ob eine Antwort da ist.`,
  searching: (noInterview, noNewOpportunity, week) =>
    `${
      noInterview && noNewOpportunity
        ? `In der Woche ab ${week} steht kein Gespräch an, und in den sieben Tagen davor kam keine neue Stelle dazu`
        : noInterview
          ? `In der Woche ab ${week} steht kein Gespräch an`
          : `In den sieben Tagen vor ${week} kam keine neue Stelle dazu`
    }: weitersuchen, bis ein Angebot angenommen ist.`,
  calendar: {
    no_country: 'Das Land des Arbeitgebers ist nicht bekannt: Samstag und Sonntag gelten als Wochenende.',
    unknown_country:
      'Die Feiertage im Land des Arbeitgebers sind nicht bekannt: Nur Wochenenden sind ausgenommen.',
    no_region: 'Die Region des Arbeitgebers ist nicht bekannt: Es gelten die landesweiten Feiertage.',
    unknown_region:
      'Zur Region des Arbeitgebers sind keine Feiertage bekannt: Es gelten die landesweiten Feiertage.',
  },
  title: {
    thankYou: (who, _interviewer, channel) => `${who ?? 'Der anderen Person'}${how[channel]} danken`,
    obtain: (who, _interviewer, means) =>
      `Herausfinden, was zu ${who ?? 'der anderen Person'} fehlt: ${means}`,
    promise: (text) => `Versprochenes schicken: ${text}`,
    followUp: (who, step, channel) => {
      const when = { first: '', pre_decision: ' vor der Entscheidung', repeat: ' noch einmal' }[step]
      if (channel === 'phone') return `${who ?? 'Den Arbeitgeber'}${when} anrufen`
      if (channel === 'none') return `Bei ${who ?? 'dem Arbeitgeber'}${when} nachfassen`
      return `${who ?? 'Dem Arbeitgeber'}${when} ${verb[channel]}`
    },
    check: (who) => `${who ? `Bei ${who}` : 'Beim Arbeitgeber'} nach der Entscheidung fragen`,
    silentCheck: 'Nachsehen, ob eine Antwort gekommen ist',
    keepSearching: 'Diese Woche weitersuchen',
    custom: 'Aufgabe',
  },
  cancelled: {
    superseded: 'Der Plan hat sich geändert und sieht das nicht mehr vor.',
    outcome_next_round: 'Es gibt eine nächste Runde.',
    outcome_offer: 'Es gibt ein Angebot.',
    outcome_rejected: 'Der Arbeitgeber hat abgesagt.',
    outcome_withdrawn: 'Die Bewerbung wurde zurückgezogen.',
    do_not_contact: 'Der Arbeitgeber möchte nicht kontaktiert werden.',
    cold: 'Mehrere Versuche blieben ohne Antwort.',
    participant_removed: 'Diese Person war doch nicht dabei.',
    promise_removed: 'Das Versprechen wurde gestrichen.',
    not_needed: 'Das wird nicht mehr gebraucht.',
    deleted: 'Das Gespräch oder die Stelle dazu wurde gelöscht.',
    interview_cancelled: 'Das Gespräch wurde abgesagt.',
    no_show: 'Das Gespräch hat nicht stattgefunden.',
    client_inactive: 'Die Begleitung ruht zurzeit.',
    replaced: 'Eine neuere Aufgabe ist an ihre Stelle getreten.',
    offer_accepted: 'Ein Angebot wurde angenommen.',
  },
}

import type { PrivacyWords } from '../inventory.ts'

export const de: PrivacyWords = {
  topics: {
    client: {
      title: 'Klientinnen und Klienten',
      what: 'Name, Mailadresse, Telefonnummer, Zeitzone, Sprache, die gesuchte Stelle, wer betreut und worin eingewilligt wurde.',
      why: 'Damit wir wissen, wen wir betreuen und wie wir sie erreichen.',
      erased: 'Alles wird entfernt. Eine Zeile mit einer Kennung bleibt, damit Zahlen stimmen.',
    },
    pipeline: {
      title: 'Bewerbungen und Gespräche',
      what: 'Stellen, Arbeitgeber, wann Gespräche waren, worüber gesprochen und was zugesagt wurde, Notizen und was zur Entscheidung gesagt wurde.',
      why: 'Um nach jedem Gespräch das Nachfassen zu planen.',
      erased:
        'Titel, Themen, Zusagen, Notizen und Worte werden entfernt. Daten, Stufen und Ergebnisse bleiben, ohne Person.',
    },
    contacts: {
      title: 'Menschen bei Arbeitgebern',
      what: 'Name, Rolle, Arbeitgeber, Mailadresse, Telefonnummer, wie sie erreicht werden möchten, und Notizen.',
      why: 'Um der richtigen Person auf die richtige Weise zu danken.',
      erased:
        'Wer nur durch eine gelöschte Person bekannt ist, wird mit gelöscht. Andere auf ihre Bitte. Arbeitgeber bleiben.',
    },
    tasks: {
      title: 'Aufgaben',
      what: 'Was bis wann zu tun ist, warum, was daraus wurde, und Notizen dazu.',
      why: 'Um an Dank, Anrufe und Zusagen zu erinnern.',
      erased:
        'Titel, Notizen und Gründe werden entfernt, offene Aufgaben abgesagt. Art, Daten und Ergebnis bleiben.',
    },
    logins: {
      title: 'Anmeldungen',
      what: 'Mailadresse, ein Hash des Passworts, zweite Faktoren, und zu jeder Anmeldung wann, mit welchem Browser und von welcher Adresse. Von Kalenderadressen ein Hash, und wann eine zuletzt gelesen wurde.',
      why: 'Um einzulassen, wen es angeht, und allen ihre Anmeldungen zu zeigen.',
      erased:
        'Die Anmeldungen enden sofort und werden gelöscht. Auch das Konto, wenn es nirgends sonst Zugang hat.',
    },
    mails: {
      title: 'Mails',
      what: 'An wen, wann, Betreff und Text von Einladungen, Zurücksetzungen und Erinnerungen.',
      why: 'Um sie zu senden und zu zeigen, was gesendet wurde.',
      erased: 'Mails an die Person werden gelöscht.',
    },
    activities: {
      title: 'Protokoll',
      what: 'Wer wann von wo was getan hat und was geändert wurde.',
      why: 'Um zeigen zu können, wer Daten gesehen und geändert hat.',
      erased: 'Dass etwas getan wurde, bleibt; was geändert wurde, Namen und Adressen werden entfernt.',
    },
    events: {
      title: 'Ereignisse',
      what: 'Was wann mit welchem Eintrag geschah: Kennungen, Arten und Daten, nie Namen oder Texte.',
      why: 'Um anderen Programmen Änderungen mitzuteilen.',
      erased: 'Sie bleiben, denn sie nennen niemanden.',
    },
    members: {
      title: 'Menschen, die hier arbeiten',
      what: 'Name, Mailadresse, Rolle, Sprache, Zeitzone und wer wen vertritt.',
      why: 'Um die Arbeit zu teilen und zu wissen, wer was darf.',
      erased: 'Vom Löschen einer Klientin oder eines Kontakts nicht betroffen.',
    },
    organization: {
      title: 'Die Praxis',
      what: 'Name, Sprache, Zeitzone, Einstellungen und Schlüssel für andere Programme (als Hashes).',
      why: 'Um die Praxis zu betreiben.',
      erased: 'Nicht betroffen; die Beschränkung eines Schlüssels auf eine gelöschte Person wird entfernt.',
    },
    technical: {
      title: 'Was die Maschine braucht',
      what: 'Signaturschlüssel, die Liste der Migrationen, Zeitgeber, wiederholte Anfragen (versiegelt) und wer wann gelöscht wurde, nur als Kennung.',
      why: 'Um sicher zu laufen und Menschen erneut zu löschen, wenn eine Sicherung eingespielt wird.',
      erased: 'Die Kennung der gelöschten Person kommt in das Verzeichnis der Löschungen.',
    },
  },
  kept: {
    untilErased: 'Bis jemand es löscht.',
    whileMember: 'Solange sie hier arbeiten, und danach für die Geschichte dessen, was sie taten.',
    whilePractice: 'Solange es die Praxis gibt.',
    technical: 'Solange es gebraucht wird; wiederholte Anfragen 24 Stunden.',
    events: 'Für immer.',
    mails: 'Bis die Person gelöscht wird.',
  },
  months: (count) => (count === 1 ? '1 Monat' : `${count} Monate`),
  days: (count) => (count === 1 ? '1 Tag' : `${count} Tage`),
  closedFor: (period) => `Bis zur Vermittlung oder Archivierung, und danach noch ${period}.`,
  endedFor: (period) => `Eine Anmeldung nach ihrem Ende noch ${period}; das Konto, bis es gelöscht wird.`,
  olderThan: (period) => `Für ${period}.`,
}

import type { Messages } from '../en.ts'

export const jobs: Messages['jobs'] = {
  lead: 'Was die Installation von selbst tut, wie es ging, und was unterwegs ist.',
  list: 'Alle Arbeiten',
  noWorker: 'Kein Worker ist da: Nichts wird fällig und nichts gesendet, bis wieder einer läuft.',
  lastSeen: 'Zuletzt gesehen:',
  mails: 'Mails unterwegs',
  deliveries: 'Webhook-Zustellungen unterwegs',
  sweepLag: 'Fälliges wird markiert mit Rückstand von',
  sweepInTime: 'rechtzeitig',
  sweepLate: 'verspätet',
  every: 'alle %{span}',
  took: 'dauerte %{span}',
  notYet: 'Noch nicht gelaufen',
  failed: 'Gescheitert |||| %{smart_count}-mal hintereinander gescheitert',
  run: 'Jetzt ausführen',
  runOf: 'Jetzt ausführen: %{name}',
  wanted: 'läuft gleich…',
  what: {
    access: { sweep: 'Meldet Zugänge, die geendet haben' },
    agenda: { purge: 'Räumt die Zeilen des Zeitplaners auf' },
    decisions: { sweep: 'Meldet Entscheidungen, deren Tag vorüber ist' },
    events: { partitions: 'Schafft Platz für die Ereignisse der nächsten Tage und verwirft die ältesten' },
    privacy: {
      ledger: 'Trägt Gelöschte in das Löschverzeichnis ein',
      retention: 'Löscht, was lange genug aufbewahrt wurde',
    },
    reminders: {
      purge: 'Räumt auf, welche Erinnerungen gesendet wurden',
      wake: 'Sieht nach, welche Erinnerungen anstehen',
    },
    removed: { purge: 'Löscht endgültig, was vor einem Monat entfernt wurde' },
    searches: { sweep: 'Legt die wöchentliche Aufgabe an, weiter zu suchen' },
    tasks: { sweep: 'Markiert fällige und überfällige Aufgaben' },
    webhooks: { retention: 'Räumt das Protokoll der Zustellungen auf' },
  },
}

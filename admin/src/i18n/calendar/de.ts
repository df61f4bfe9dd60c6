import type { calendar as english } from './en.ts'

/** Texte über Kalenderadressen, auf Deutsch. */
export const calendar: typeof english = {
  title: 'Kalender',
  empty:
    'Sehen Sie Gespräche und Anrufe im eigenen Kalender: Erstellen Sie eine Adresse und abonnieren Sie sie dort. Was sich hier ändert, ändert sich dort von selbst.',
  emptyOf:
    '%{name} hat noch keinen Zugang. Sie können eine Adresse weitergeben, unter der der eigene Kalender Gespräche und Anrufe zeigt.',
  add: 'Kalenderadresse erstellen',
  endsWith: 'Adresse, die mit %{hint} endet',
  made: 'Erstellt',
  fetched: 'Zuletzt von einem Kalender gelesen',
  neverFetched: 'Noch von keinem Kalender gelesen',
  revoke: 'Widerrufen',
  revokeNamed: 'Adresse widerrufen, die mit %{hint} endet',
  revokeTitle: 'Diese Adresse widerrufen?',
  revokeText:
    'Kalender, die sie abonniert haben, bekommen sofort nichts mehr. Sie können eine neue erstellen.',
  revoked: 'Die Adresse ist widerrufen.',
  newTitle: 'Die Kalenderadresse',
  newLead:
    'Wer diese Adresse hat, sieht Gespräche und Anrufe mit den Namen, soweit Sie sie sehen dürfen. Bewahren Sie sie wie ein Passwort auf; sie wird nur dieses eine Mal gezeigt.',
  copy: 'Kopieren',
  copied: 'Kopiert.',
  open: 'Im Kalender öffnen',
  close: 'Fertig',
  how: 'So abonnieren Sie sie',
  programs: {
    google: {
      name: 'Google Kalender',
      how: 'Am Computer: Weitere Kalender, das Plus, Per URL. Adresse einfügen. Google liest sie einige Male am Tag.',
    },
    apple: {
      name: 'Apple Kalender',
      how: 'Am Mac: Ablage, Neues Kalenderabonnement. Am iPhone: Kalender, Kalender hinzufügen, Kalenderabo hinzufügen.',
    },
    outlook: {
      name: 'Outlook',
      how: 'Im Web: Kalender hinzufügen, Aus dem Web abonnieren. Er erscheint auch in den Apps.',
    },
  },
}

import type { Messages } from '../en.ts'

export const inviting: Messages['inviting'] = {
  title: 'Einladungen',
  invite: 'Jemanden einladen',
  inviteTitle: 'Jemanden zur Mitarbeit einladen',
  lead: 'Die Person bekommt per Mail einen Link, mit dem sie ein Passwort wählt. Er gilt einmal, sieben Tage lang.',
  name: 'Name',
  nameHint: 'Die Person kann ihn ändern.',
  send: 'Einladung schicken',
  invited: 'Eine Einladung ist unterwegs an %{email}.',
  emptyTitle: 'Gerade ist niemand eingeladen',
  empty: 'Wer mit Ihnen arbeitet, bekommt durch eine Einladung einen eigenen Zugang. Offene stehen hier.',
  by: 'eingeladen von %{name}',
  sent: 'Geschickt',
  until: 'gilt bis',
  expired: 'abgelaufen',
  resend: 'Erneut schicken',
  resendTo: 'Einladung an %{email} erneut schicken',
  resent: 'Ein neuer Link ist unterwegs an %{email}; der frühere gilt nicht mehr.',
  revoke: 'Zurückziehen',
  revokeOf: 'Einladung an %{email} zurückziehen',
  revoked: 'Die Einladung an %{email} gilt nicht mehr.',
  login: 'Zugang',
  hasLogin: 'Hat einen eigenen Zugang',
  noMail: 'Zum Einladen fehlt eine Mailadresse',
  inviteClient: 'Zum Anmelden einladen',
  clientInvited: 'Eingeladen',
}

export const mails: Messages['mails'] = {
  lead: 'Was Afterword für Ihre Praxis verschickt, das Neueste zuerst.',
  noServer:
    'Es ist kein Mailserver eingerichtet, also wird nichts verschickt: Mails bleiben hier, und Links zum Anmelden stehen auf der Konsole dessen, der den Server betreibt.',
  emptyTitle: 'Noch keine Mail',
  empty: 'Einladungen, Links und Erinnerungen stehen hier, sobald sie verschickt werden.',
  queued: 'Unterwegs',
  sent: 'Verschickt',
  kept: 'Aufbewahrt, nicht verschickt',
  failed: 'Nicht zugestellt',
  tried: '%{smart_count} Versuch |||| %{smart_count} Versuche',
  secret: 'Der Text enthält einen Link zum Anmelden und wird nicht gezeigt.',
  linksHidden:
    'Wo „…“ steht, hat die Mail einen Link, der ohne Anmeldung wirkt. Er entsteht beim Versand, nur für den, der sie bekommt.',
  show: 'Text zeigen',
  more: 'Ältere zeigen',
}

import type { Locale } from '../../domain/vocabulary.ts'

/** What a mail says: its subject, its sentences, and the words on its button. */
export interface MailText {
  subject: string
  lines: string[]
  button: string
}

export interface MailFacts {
  /** The practice. */
  organization: string
  /** Who sends it, where a person does. */
  from?: string
  /** The host of a webhook. */
  address?: string
}

export type MailKind =
  | 'invitation-member'
  | 'invitation-client'
  | 'reset'
  | 'magic'
  | 'attacked'
  | 'webhook-gone'
  | 'webhook-failing'

type Texts = Record<MailKind, (facts: MailFacts) => MailText>

const en: Texts = {
  'invitation-member': ({ organization, from = '' }) => ({
    subject: `${from} invites you to ${organization}`,
    lines: [
      `${from} invites you to work with ${organization} in Afterword.`,
      'The link works once, for seven days.',
    ],
    button: 'Accept the invitation',
  }),
  'invitation-client': ({ organization, from = '' }) => ({
    subject: `${from} invites you to Afterword`,
    lines: [
      `${from} of ${organization} looks after your interviews in Afterword: whom to thank, when to call, what is due.`,
      'With a login of your own you see it too, and decide what your coach may see. The link works once, for seven days.',
    ],
    button: 'Accept the invitation',
  }),
  reset: ({ organization }) => ({
    subject: 'Set a new password',
    lines: [
      `Somebody, probably you, asked for a new password for your login at ${organization}.`,
      'The link works once, for one hour. If it was not you, do nothing: your password stays as it is.',
    ],
    button: 'Set a new password',
  }),
  magic: ({ organization }) => ({
    subject: `Your link to ${organization}`,
    lines: ['This link signs you in, once, within ten minutes. If you did not ask for it, do nothing.'],
    button: 'Sign in',
  }),
  attacked: ({ organization }) => ({
    subject: `Many tries to sign in as you at ${organization}`,
    lines: [
      'Somebody tried many passwords for your address, so that new devices have to wait. Devices that you have used before still work.',
      'If you are signing in on a new device now, this link lets you in, once, within ten minutes.',
    ],
    button: 'Sign in',
  }),
  'webhook-gone': ({ organization, address = '' }) => ({
    subject: `A webhook of ${organization} has been switched off`,
    lines: [
      `The webhook to ${address} answered that it wants no more events (410), and has been switched off.`,
      'What is queued for it waits. Mend the receiving program and switch the webhook on again: it goes on from there. What has happened since is not sent.',
    ],
    button: 'Open the webhooks',
  }),
  'webhook-failing': ({ organization, address = '' }) => ({
    subject: `A webhook of ${organization} has been switched off`,
    lines: [
      `The webhook to ${address} has failed for five days without one success, and has been switched off.`,
      'What is queued for it waits. Mend the receiving program and switch the webhook on again: it goes on from there. What has happened since is not sent.',
    ],
    button: 'Open the webhooks',
  }),
}

const de: Texts = {
  'invitation-member': ({ organization, from = '' }) => ({
    subject: `${from} lädt Sie zu ${organization} ein`,
    lines: [
      `${from} lädt Sie ein, in Afterword bei ${organization} mitzuarbeiten.`,
      'Der Link gilt einmal und sieben Tage lang.',
    ],
    button: 'Einladung annehmen',
  }),
  'invitation-client': ({ organization, from = '' }) => ({
    subject: `${from} lädt Sie zu Afterword ein`,
    lines: [
      `${from} von ${organization} begleitet Ihre Gespräche in Afterword: wem zu danken ist, wann anzurufen ist, was ansteht.`,
      'Mit einem eigenen Zugang sehen Sie es auch und entscheiden, was Ihr Coach sehen darf. Der Link gilt einmal und sieben Tage lang.',
    ],
    button: 'Einladung annehmen',
  }),
  reset: ({ organization }) => ({
    subject: 'Neues Passwort setzen',
    lines: [
      `Jemand, vermutlich Sie, möchte ein neues Passwort für Ihren Zugang bei ${organization}.`,
      'Der Link gilt einmal und eine Stunde lang. Waren Sie es nicht, tun Sie nichts: Ihr Passwort bleibt.',
    ],
    button: 'Neues Passwort setzen',
  }),
  magic: ({ organization }) => ({
    subject: `Ihr Link zu ${organization}`,
    lines: [
      'Dieser Link meldet Sie einmal an, innerhalb von zehn Minuten. Haben Sie ihn nicht verlangt, tun Sie nichts.',
    ],
    button: 'Anmelden',
  }),
  attacked: ({ organization }) => ({
    subject: `Viele Versuche, sich bei ${organization} als Sie anzumelden`,
    lines: [
      'Jemand hat zu Ihrer Adresse viele Passwörter versucht, deshalb müssen neue Geräte warten. Geräte, die Sie schon benutzt haben, funktionieren weiter.',
      'Melden Sie sich gerade auf einem neuen Gerät an, lässt dieser Link Sie einmal ein, innerhalb von zehn Minuten.',
    ],
    button: 'Anmelden',
  }),
  'webhook-gone': ({ organization, address = '' }) => ({
    subject: `Ein Webhook von ${organization} wurde abgeschaltet`,
    lines: [
      `Der Webhook an ${address} hat geantwortet, dass er keine Ereignisse mehr will (410), und wurde abgeschaltet.`,
      'Was für ihn ansteht, wartet. Richten Sie das empfangende Programm und schalten Sie den Webhook wieder ein: Er macht dort weiter. Was seither geschehen ist, wird nicht gesendet.',
    ],
    button: 'Webhooks öffnen',
  }),
  'webhook-failing': ({ organization, address = '' }) => ({
    subject: `Ein Webhook von ${organization} wurde abgeschaltet`,
    lines: [
      `Der Webhook an ${address} ist fünf Tage lang ohne einen Erfolg fehlgeschlagen und wurde abgeschaltet.`,
      'Was für ihn ansteht, wartet. Richten Sie das empfangende Programm und schalten Sie den Webhook wieder ein: Er macht dort weiter. Was seither geschehen ist, wird nicht gesendet.',
    ],
    button: 'Webhooks öffnen',
  }),
}

const es: Texts = {
  'invitation-member': ({ organization, from = '' }) => ({
    subject: `${from} le invita a ${organization}`,
    lines: [
      `${from} le invita a trabajar con ${organization} en Afterword.`,
      'El enlace sirve una vez, durante siete días.',
    ],
    button: 'Aceptar la invitación',
  }),
  'invitation-client': ({ organization, from = '' }) => ({
    subject: `${from} le invita a Afterword`,
    lines: [
      `${from}, de ${organization}, acompaña sus entrevistas en Afterword: a quién dar las gracias, cuándo llamar, qué toca.`,
      'Con su propio acceso usted también lo ve y decide qué puede ver su coach. El enlace sirve una vez, durante siete días.',
    ],
    button: 'Aceptar la invitación',
  }),
  reset: ({ organization }) => ({
    subject: 'Nueva contraseña',
    lines: [
      `Alguien, probablemente usted, ha pedido una nueva contraseña para su acceso a ${organization}.`,
      'El enlace sirve una vez, durante una hora. Si no ha sido usted, no haga nada: su contraseña sigue igual.',
    ],
    button: 'Elegir una contraseña',
  }),
  magic: ({ organization }) => ({
    subject: `Su enlace a ${organization}`,
    lines: [
      'Este enlace le deja entrar una vez, en los próximos diez minutos. Si no lo ha pedido, no haga nada.',
    ],
    button: 'Entrar',
  }),
  attacked: ({ organization }) => ({
    subject: `Muchos intentos de entrar como usted en ${organization}`,
    lines: [
      'Alguien ha probado muchas contraseñas con su dirección, así que los dispositivos nuevos tienen que esperar. Los que ya ha usado siguen funcionando.',
      'Si está entrando ahora desde un dispositivo nuevo, este enlace le deja pasar una vez, en los próximos diez minutos.',
    ],
    button: 'Entrar',
  }),
  'webhook-gone': ({ organization, address = '' }) => ({
    subject: `Se ha desactivado un webhook de ${organization}`,
    lines: [
      `El webhook a ${address} ha respondido que no quiere más eventos (410) y se ha desactivado.`,
      'Lo que está en cola espera. Arregle el programa que recibe y vuelva a activar el webhook: seguirá desde ahí. Lo ocurrido mientras tanto no se envía.',
    ],
    button: 'Abrir los webhooks',
  }),
  'webhook-failing': ({ organization, address = '' }) => ({
    subject: `Se ha desactivado un webhook de ${organization}`,
    lines: [
      `El webhook a ${address} lleva cinco días fallando sin un solo éxito y se ha desactivado.`,
      'Lo que está en cola espera. Arregle el programa que recibe y vuelva a activar el webhook: seguirá desde ahí. Lo ocurrido mientras tanto no se envía.',
    ],
    button: 'Abrir los webhooks',
  }),
}

const fr: Texts = {
  'invitation-member': ({ organization, from = '' }) => ({
    subject: `${from} vous invite chez ${organization}`,
    lines: [
      `${from} vous invite à travailler avec ${organization} dans Afterword.`,
      'Le lien sert une fois, pendant sept jours.',
    ],
    button: 'Accepter l’invitation',
  }),
  'invitation-client': ({ organization, from = '' }) => ({
    subject: `${from} vous invite sur Afterword`,
    lines: [
      `${from}, de ${organization}, suit vos entretiens dans Afterword : qui remercier, quand appeler, ce qui est à faire.`,
      'Avec votre propre accès, vous le voyez aussi et décidez de ce que votre coach peut voir. Le lien sert une fois, pendant sept jours.',
    ],
    button: 'Accepter l’invitation',
  }),
  reset: ({ organization }) => ({
    subject: 'Choisir un nouveau mot de passe',
    lines: [
      `Quelqu’un, sans doute vous, a demandé un nouveau mot de passe pour votre accès chez ${organization}.`,
      'Le lien sert une fois, pendant une heure. Si ce n’était pas vous, ne faites rien : votre mot de passe reste.',
    ],
    button: 'Choisir un mot de passe',
  }),
  magic: ({ organization }) => ({
    subject: `Votre lien vers ${organization}`,
    lines: [
      'Ce lien vous connecte une fois, dans les dix minutes. Si vous ne l’avez pas demandé, ne faites rien.',
    ],
    button: 'Se connecter',
  }),
  attacked: ({ organization }) => ({
    subject: `De nombreux essais de connexion à votre nom chez ${organization}`,
    lines: [
      'Quelqu’un a essayé de nombreux mots de passe pour votre adresse : les nouveaux appareils doivent attendre. Ceux que vous avez déjà utilisés fonctionnent.',
      'Si vous vous connectez en ce moment sur un nouvel appareil, ce lien vous laisse entrer une fois, dans les dix minutes.',
    ],
    button: 'Se connecter',
  }),
  'webhook-gone': ({ organization, address = '' }) => ({
    subject: `Un webhook de ${organization} a été désactivé`,
    lines: [
      `Le webhook vers ${address} a répondu qu’il ne veut plus d’événements (410) et a été désactivé.`,
      'Ce qui est en file attend. Réparez le programme qui reçoit et réactivez le webhook : il reprendra là. Ce qui s’est passé entre-temps n’est pas envoyé.',
    ],
    button: 'Ouvrir les webhooks',
  }),
  'webhook-failing': ({ organization, address = '' }) => ({
    subject: `Un webhook de ${organization} a été désactivé`,
    lines: [
      `Le webhook vers ${address} échoue depuis cinq jours sans une seule réussite et a été désactivé.`,
      'Ce qui est en file attend. Réparez le programme qui reçoit et réactivez le webhook : il reprendra là. Ce qui s’est passé entre-temps n’est pas envoyé.',
    ],
    button: 'Ouvrir les webhooks',
  }),
}

const texts: Record<Locale, Texts> = { en, de, es, fr }

export const mailText = (kind: MailKind, locale: Locale, facts: MailFacts): MailText =>
  texts[locale][kind](facts)

import type { Messages } from '../en.ts'

export const inviting: Messages['inviting'] = {
  title: 'Invitaciones',
  invite: 'Invitar a alguien',
  inviteTitle: 'Invitar a alguien a trabajar aquí',
  lead: 'Recibe por correo un enlace con el que elige una contraseña. Vale una vez, durante siete días.',
  name: 'Nombre',
  nameHint: 'Puede cambiarlo.',
  send: 'Enviar la invitación',
  invited: 'Una invitación va de camino a %{email}.',
  emptyTitle: 'Ahora no hay nadie invitado',
  empty: 'Quien trabaja con usted obtiene un acceso propio por invitación. Las abiertas aparecen aquí.',
  by: 'invitado por %{name}',
  sent: 'Enviada',
  until: 'vale hasta',
  expired: 'caducada',
  resend: 'Enviar de nuevo',
  resendTo: 'Enviar de nuevo la invitación a %{email}',
  resent: 'Un enlace nuevo va de camino a %{email}; el anterior ya no vale.',
  revoke: 'Retirar',
  revokeOf: 'Retirar la invitación a %{email}',
  revoked: 'La invitación a %{email} ya no vale.',
  login: 'Acceso',
  hasLogin: 'Tiene un acceso propio',
  noMail: 'Para invitar falta una dirección de correo',
  inviteClient: 'Invitar a entrar',
  clientInvited: 'Invitado',
}

export const mails: Messages['mails'] = {
  lead: 'Lo que Afterword envía en nombre de su consulta, lo último primero.',
  noServer:
    'No hay servidor de correo configurado y no se envía nada: los correos se guardan aquí, y los enlaces de acceso salen en la consola de quien opera el servidor.',
  emptyTitle: 'Aún no hay correo',
  empty: 'Invitaciones, enlaces y recordatorios aparecen aquí cuando se envían.',
  queued: 'En camino',
  sent: 'Enviado',
  kept: 'Guardado, no enviado',
  failed: 'No entregado',
  tried: '%{smart_count} intento |||| %{smart_count} intentos',
  secret: 'El texto lleva un enlace de acceso y no se muestra.',
  linksHidden:
    'Donde pone «…», el correo lleva un enlace que funciona sin iniciar sesión. Se crea al enviarlo, solo para quien lo recibe.',
  show: 'Mostrar el texto',
  more: 'Mostrar anteriores',
}

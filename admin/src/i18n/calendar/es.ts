import type { calendar as english } from './en.ts'

/** Textos sobre las direcciones de calendario, en español. */
export const calendar: typeof english = {
  title: 'Calendario',
  empty:
    'Vea entrevistas y llamadas en su propio calendario: cree una dirección y suscríbase a ella allí. Lo que cambia aquí cambia allí por sí solo.',
  emptyOf:
    '%{name} aún no tiene acceso. Puede darle una dirección con la que su propio calendario muestra sus entrevistas y llamadas.',
  add: 'Crear una dirección de calendario',
  endsWith: 'Dirección que termina en %{hint}',
  made: 'Creada',
  fetched: 'Leída por un calendario por última vez',
  neverFetched: 'Ningún calendario la ha leído todavía',
  revoke: 'Revocar',
  revokeNamed: 'Revocar la dirección que termina en %{hint}',
  revokeTitle: '¿Revocar esta dirección?',
  revokeText:
    'Los calendarios suscritos dejan de recibir datos de inmediato. Puede crear una dirección nueva.',
  revoked: 'La dirección está revocada.',
  newTitle: 'La dirección de calendario',
  newLead:
    'Quien tenga esta dirección ve las entrevistas y llamadas con sus nombres, hasta donde usted puede verlas. Guárdela como una contraseña; solo se muestra esta vez.',
  copy: 'Copiar',
  copied: 'Copiada.',
  open: 'Abrir en el calendario',
  close: 'Listo',
  how: 'Cómo suscribirse',
  programs: {
    google: {
      name: 'Google Calendar',
      how: 'En un ordenador: Otros calendarios, el signo más, Desde URL. Pegue la dirección. Google la lee unas veces al día.',
    },
    apple: {
      name: 'Calendario de Apple',
      how: 'En un Mac: Archivo, Nueva suscripción a calendario. En un iPhone: Calendarios, Añadir calendario, Añadir suscripción.',
    },
    outlook: {
      name: 'Outlook',
      how: 'En la web: Agregar calendario, Suscribirse desde la web. Aparece también en las aplicaciones.',
    },
  },
}

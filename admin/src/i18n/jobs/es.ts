import type { Messages } from '../en.ts'

export const jobs: Messages['jobs'] = {
  lead: 'Lo que la instalación hace por sí misma, cómo ha ido y lo que está en camino.',
  list: 'Todos los trabajos',
  noWorker: 'No hay ningún proceso de trabajo: nada vence ni se envía hasta que vuelva a haber uno.',
  lastSeen: 'Visto por última vez:',
  mails: 'Correos en camino',
  deliveries: 'Envíos de webhooks en camino',
  sweepLag: 'Retraso al marcar lo que vence',
  sweepInTime: 'a tiempo',
  sweepLate: 'con retraso',
  every: 'cada %{span}',
  took: 'duró %{span}',
  notYet: 'Aún no se ha ejecutado',
  failed: 'Falló |||| Falló %{smart_count} veces seguidas',
  run: 'Ejecutar ahora',
  runOf: 'Ejecutar ahora: %{name}',
  wanted: 'a punto de ejecutarse…',
  what: {
    access: { sweep: 'Avisa de los accesos que han terminado' },
    agenda: { purge: 'Limpia las filas del planificador' },
    decisions: { sweep: 'Avisa de las decisiones cuyo día ha pasado' },
    events: { partitions: 'Prepara los próximos días de sucesos y descarta los más antiguos' },
    privacy: {
      ledger: 'Anota en el registro a quien se ha borrado',
      retention: 'Borra lo que se ha guardado el tiempo debido',
    },
    reminders: {
      purge: 'Limpia el apunte de los recordatorios enviados',
      wake: 'Mira qué recordatorios tocan',
    },
    removed: { purge: 'Elimina del todo lo que se quitó hace un mes' },
    searches: { sweep: 'Añade la tarea semanal de seguir buscando' },
    tasks: { sweep: 'Marca las tareas que vencen o ya vencieron' },
    webhooks: { retention: 'Limpia el registro de envíos' },
  },
}

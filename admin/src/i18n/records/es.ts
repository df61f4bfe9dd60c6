import type { Messages } from '../en.ts'

export const records: Messages['records'] = {
  client: 'Cliente',
  cold: 'Sin respuesta a varios intentos, desde',
  noInterviews: 'Aún no hay entrevistas para este puesto. Anote una nada más terminar y aparecerá el plan.',
  positions: 'Puestos aquí',
  noPositions: 'Aquí estarán los puestos a los que se aspira en esta empresa.',
  people: 'Personas aquí',
  noPeople: 'Aquí estarán las personas conocidas en las entrevistas de esta empresa.',
  website: 'Sitio web',
  notKnown: 'aún no se sabe',
  reach: 'Prefiere que se le contacte',
  anyWay: 'por cualquier medio',
  notes: 'Notas',
  editEmployer: 'Editar la empresa',
  remove: 'Quitar',
  removeTitle: '¿Quitar %{name}?',
  removeOpportunity:
    'Sus entrevistas y las tareas abiertas de estas se van también. Justo después puede deshacerlo.',
  removeContact:
    'Las entrevistas y tareas que nombran a esta persona se quedan. Justo después puede deshacerlo.',
  removeEmployer: 'Los puestos y las personas de allí se quedan. Justo después puede deshacerlo.',
  removed: 'Se ha quitado %{name}.',
  restored: '%{name} está de vuelta.',
}

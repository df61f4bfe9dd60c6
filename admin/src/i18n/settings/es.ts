import type { Messages } from '../en.ts'

export const settings: Messages['settings'] = {
  title: 'Ajustes',
  nav: 'Páginas de ajustes',
  yours: 'Usted',
  practice: 'Consulta',
  account: 'Su cuenta',
  organization: 'General',
  members: 'Miembros',
  coverage: 'Sustituciones',
  apiKeys: 'Claves de API',
  webhooks: 'Webhooks',
  mail: 'Correo saliente',
  jobs: 'Trabajos',
  activity: 'Registro de actividad',
  privacy: 'Privacidad',
}

import type { Messages } from '../en.ts'

export const settings: Messages['settings'] = {
  title: 'Réglages',
  nav: 'Pages des réglages',
  yours: 'Vous',
  practice: 'Cabinet',
  account: 'Votre compte',
  organization: 'Général',
  members: 'Membres',
  coverage: 'Remplacements',
  apiKeys: 'Clés d’API',
  webhooks: 'Webhooks',
  mail: 'Courrier sortant',
  jobs: 'Travaux',
  activity: 'Journal d’activité',
  privacy: 'Confidentialité',
}

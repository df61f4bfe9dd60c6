import type { Messages } from '../en.ts'

export const settings: Messages['settings'] = {
  title: 'Einstellungen',
  nav: 'Seiten der Einstellungen',
  yours: 'Sie',
  practice: 'Praxis',
  account: 'Ihr Konto',
  organization: 'Allgemeines',
  members: 'Mitglieder',
  coverage: 'Vertretung',
  apiKeys: 'API-Schlüssel',
  webhooks: 'Webhooks',
  mail: 'Ausgehende Post',
  jobs: 'Hintergrundarbeiten',
  activity: 'Aktivitäten',
  privacy: 'Datenschutz',
}

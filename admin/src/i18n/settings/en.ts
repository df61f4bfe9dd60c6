/** Texts of the settings, in English; the other languages have the same keys. */
export const settings = {
  title: 'Settings',
  nav: 'Settings pages',
  yours: 'You',
  practice: 'Practice',
  account: 'Your account',
  organization: 'General',
  members: 'Members',
  coverage: 'Coverage',
  apiKeys: 'API keys',
  webhooks: 'Webhooks',
  mail: 'Outgoing mail',
  jobs: 'Jobs',
  activity: 'Activity log',
  privacy: 'Privacy',
}

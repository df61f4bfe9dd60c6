import { type ComponentType, type LazyExoticComponent, lazy } from 'react'
import type { Role } from '../../../server/domain/vocabulary.ts'
import type { MessageKey } from '../i18n/en.ts'

/** One page of the settings: the last part of its address, its name in the menu, who has it. */
export interface SettingsPageEntry {
  path: string
  label: MessageKey
  roles: readonly Role[]
  group: 'yours' | 'practice'
  Page: LazyExoticComponent<ComponentType>
  /** Has pages of its own under its address. */
  deep?: boolean
}

/** Loads a page by its exported name, when it is first shown. */
export const page = <Name extends string>(
  load: () => Promise<Record<Name, ComponentType>>,
  name: Name,
): LazyExoticComponent<ComponentType> => lazy(async () => ({ default: (await load())[name] }))

/** All pages of the settings, in the order of the menu. */
export const settingsPages: readonly SettingsPageEntry[] = [
  {
    path: 'account',
    label: 'settings.account',
    roles: ['admin', 'coach', 'client'],
    group: 'yours',
    Page: page(() => import('../account/AccountPage.tsx'), 'AccountPage'),
  },
  {
    path: 'organization',
    label: 'settings.organization',
    roles: ['admin'],
    group: 'practice',
    Page: page(() => import('./OrganizationPage.tsx'), 'OrganizationPage'),
  },
  {
    path: 'members',
    label: 'settings.members',
    roles: ['admin', 'coach'],
    group: 'practice',
    Page: page(() => import('./MembersPage.tsx'), 'MembersPage'),
  },
  {
    path: 'coverage',
    label: 'settings.coverage',
    roles: ['admin', 'coach'],
    group: 'practice',
    Page: page(() => import('./CoveragePage.tsx'), 'CoveragePage'),
  },
  {
    path: 'api-keys',
    label: 'settings.apiKeys',
    roles: ['admin'],
    group: 'practice',
    Page: page(() => import('./ApiKeysPage.tsx'), 'ApiKeysPage'),
  },
  {
    path: 'webhooks',
    label: 'settings.webhooks',
    roles: ['admin'],
    group: 'practice',
    Page: page(() => import('../webhooks/WebhooksPage.tsx'), 'WebhooksPage'),
    deep: true,
  },
  {
    path: 'mail',
    label: 'settings.mail',
    roles: ['admin'],
    group: 'practice',
    Page: page(() => import('./MailPage.tsx'), 'MailPage'),
  },
  {
    path: 'jobs',
    label: 'settings.jobs',
    roles: ['admin'],
    group: 'practice',
    Page: page(() => import('../jobs/JobsPage.tsx'), 'JobsPage'),
  },
  {
    path: 'activity',
    label: 'settings.activity',
    roles: ['admin', 'coach'],
    group: 'practice',
    Page: page(() => import('../activities/ActivityPage.tsx'), 'ActivityPage'),
  },
  {
    path: 'privacy',
    label: 'settings.privacy',
    roles: ['admin', 'coach', 'client'],
    group: 'practice',
    Page: page(() => import('../privacy/PrivacyPage.tsx'), 'PrivacyPage'),
  },
]

export const pagesFor = (role: Role | undefined): SettingsPageEntry[] =>
  role ? settingsPages.filter(({ roles }) => roles.includes(role)) : []

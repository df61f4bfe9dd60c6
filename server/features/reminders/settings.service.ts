import type { Static } from 'typebox'
import { nextDigest } from '../../domain/reminders/digest.ts'
import { clockOf, minutesOf, type Preferences, usual } from '../../domain/reminders/preferences.ts'
import { DomainError, violates } from '../../platform/errors.ts'
import { instant } from '../../platform/schema.ts'
import { action, type Scope } from '../../platform/scope.ts'
import type { NotificationDefaultsPatch, NotificationPatch } from './settings.schema.ts'
import * as store from './settings.store.ts'

const shared: store.Owner = { memberId: null, clientId: null }

/** One's own; a key has none. */
function self({ actor }: Scope): store.Owner {
  if (actor.kind === 'key') throw new DomainError('forbidden', 'An API key gets no mails.')
  return { memberId: actor.memberId, clientId: actor.kind === 'client' ? actor.id : null }
}

export const getNotificationSettings = action('self', (scope: Scope) => shown(scope))
export const getNotificationDefaults = action('organization:write', (scope: Scope) => shownDefaults(scope))

interface Change<Patch> {
  patch: Patch
  check: (storedVersion: number) => void
}

/** Merge patch of one's own settings. */
export const changeNotificationSettings = action(
  'self',
  async (scope, { patch, check }: Change<Static<typeof NotificationPatch>>) => {
    const { unsubscribed, ...rest } = patch
    await change(scope, self(scope), rest, check, unsubscribed)
    return shown(scope)
  },
)

/** Merge patch of what holds for whoever has not chosen. */
export const changeNotificationDefaults = action(
  'organization:write',
  async (scope, { patch, check }: Change<Static<typeof NotificationDefaultsPatch>>) => {
    await change(scope, shared, patch, check)
    return shownDefaults(scope)
  },
)

async function change(
  scope: Scope,
  owner: store.Owner,
  { digestAt, quietFrom, quietTo, ...rest }: Static<typeof NotificationDefaultsPatch>,
  check: (version: number) => void,
  unsubscribed?: boolean,
): Promise<void> {
  await store.holdSetting(scope, owner)
  const before = await store.settingOf(scope, owner)
  check(shownVersion(before))
  const minute = (text: string | null | undefined, kept: number | null) =>
    text === undefined ? kept : text === null ? null : minutesOf(text)
  const after: store.Setting = {
    ...before,
    ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)),
    digestMinute: minute(digestAt, before.digestMinute),
    quietFrom: minute(quietFrom, before.quietFrom),
    quietTo: minute(quietTo, before.quietTo),
    unsubscribedAt:
      unsubscribed === undefined
        ? before.unsubscribedAt
        : unsubscribed
          ? (before.unsubscribedAt ?? scope.now)
          : null,
  }
  if ((after.quietFrom === null) !== (after.quietTo === null))
    throw violates(
      after.quietFrom === null ? '/quietFrom' : '/quietTo',
      'quiet_incomplete',
      'goes with the other: set both, or neither',
    )
  const same = (Object.keys(after) as (keyof store.Setting)[]).every((name) => after[name] === before[name])
  if (!same) await store.writeSetting(scope, owner, after)
}

/** Before anybody has set something there is a version to change too. */
const shownVersion = ({ version }: store.Setting): number => version + 1

const clock = (minute: number | null) => (minute === null ? null : clockOf(minute))

const ownOf = (setting: store.Setting) => ({
  ...{ digest: setting.digest, digestAt: clock(setting.digestMinute), dueMails: setting.dueMails },
  ...{ quietFrom: clock(setting.quietFrom), quietTo: clock(setting.quietTo) },
  version: shownVersion(setting),
})

/** The first of them that says something; else ours. */
function resolve(...settings: store.Setting[]): Preferences {
  const first = <T>(of: (setting: store.Setting) => T | null, otherwise: T): T => {
    for (const setting of settings) {
      const value = of(setting)
      if (value !== null) return value
    }
    return otherwise
  }
  return {
    digest: first(({ digest }) => digest, usual.digest),
    digestAt: first(({ digestMinute }) => digestMinute, usual.digestAt),
    dueMails: first(({ dueMails }) => dueMails, usual.dueMails),
    quiet: {
      from: first(({ quietFrom }) => quietFrom, usual.quiet.from),
      to: first(({ quietTo }) => quietTo, usual.quiet.to),
    },
  }
}

const effectiveOf = ({ digest, digestAt, dueMails, quiet }: Preferences) => ({
  ...{ digest, digestAt: clockOf(digestAt), dueMails },
  ...{ quietFrom: clockOf(quiet.from), quietTo: clockOf(quiet.to) },
})

async function shown(scope: Scope) {
  const owner = self(scope)
  const own = await store.settingOf(scope, owner)
  const practice = await store.settingOf(scope, shared)
  const preferences = resolve(own, practice)
  const { timeZone, id } = scope.actor
  const unsubscribed = own.unsubscribedAt !== null
  return {
    id,
    ...ownOf(own),
    unsubscribed,
    effective: effectiveOf(preferences),
    inherited: effectiveOf(resolve(practice)),
    timeZone,
    nextDigestAt:
      preferences.digest && !unsubscribed ? instant(nextDigest(scope.now, timeZone, preferences)) : null,
  }
}

async function shownDefaults(scope: Scope) {
  const stored = await store.settingOf(scope, shared)
  return {
    id: scope.organizationId,
    ...ownOf(stored),
    effective: effectiveOf(resolve(stored)),
    inherited: effectiveOf(usual),
  }
}

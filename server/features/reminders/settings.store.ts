import { v7 as newId } from 'uuid'
import type { Scope } from '../../platform/scope.ts'

/** Whose settings: a member's, a client's, or the practice's own (both null). */
export interface Owner {
  memberId: string | null
  clientId: string | null
}

export interface Setting {
  digest: boolean | null
  digestMinute: number | null
  dueMails: boolean | null
  quietFrom: number | null
  quietTo: number | null
  unsubscribedAt: Date | null
  version: number
}

export const nothingSet: Setting = {
  ...{ digest: null, digestMinute: null, dueMails: null, quietFrom: null, quietTo: null },
  ...{ unsubscribedAt: null, version: 0 },
}

const columns = {
  digest: 'digest',
  digestMinute: 'digest_minute',
  dueMails: 'due_mails',
  quietFrom: 'quiet_from',
  quietTo: 'quiet_to',
  unsubscribedAt: 'unsubscribed_at',
} as const satisfies Record<keyof Omit<Setting, 'version'>, string>
const names = Object.keys(columns) as (keyof typeof columns)[]

const ofOwner =
  'organization_id = $1 AND member_id IS NOT DISTINCT FROM $2 AND client_id IS NOT DISTINCT FROM $3'

type Place = Pick<Scope, 'db' | 'organizationId'>

/** What they have set; nothing where they never have. */
export async function settingOf(
  { db, organizationId }: Place,
  { memberId, clientId }: Owner,
): Promise<Setting> {
  const [row] = await db.query(
    `SELECT ${names.map((name) => `${columns[name]} AS "${name}"`).join(', ')}, version
     FROM notification_setting WHERE ${ofOwner}`,
    [organizationId, memberId, clientId],
  )
  return row ?? nothingSet
}

/** Holds others off who would write the first settings of the same owner, until the transaction ends. */
export const holdSetting = ({ db, organizationId }: Place, { memberId, clientId }: Owner): Promise<unknown> =>
  db.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 1806))', [
    `settings ${memberId ?? clientId ?? organizationId}`,
  ])

export async function writeSetting(
  { db, organizationId }: Place,
  { memberId, clientId }: Owner,
  setting: Setting,
): Promise<void> {
  const values = names.map((name) => setting[name])
  const key = [organizationId, memberId, clientId]
  if (setting.version > 0)
    await db.query(
      `UPDATE notification_setting SET ${names.map((name, at) => `${columns[name]} = $${at + 4}`).join(', ')} WHERE ${ofOwner}`,
      [...key, ...values],
    )
  else
    await db.query(
      `INSERT INTO notification_setting (organization_id, member_id, client_id, ${names.map((name) => columns[name]).join(', ')}, id)
       VALUES ($1, $2, $3, ${names.map((_, at) => `$${at + 4}`).join(', ')}, $${names.length + 4})`,
      [...key, ...values, newId()],
    )
}

/** Whether the person a mail went to is still there. */
export async function isThere(
  { db, organizationId }: Place,
  { memberId, clientId }: Owner,
): Promise<boolean> {
  const [row] = await db.query(
    memberId
      ? 'SELECT FROM member WHERE organization_id = $1 AND id = $2'
      : 'SELECT FROM client WHERE organization_id = $1 AND id = $2 AND erased_at IS NULL',
    [organizationId, memberId ?? clientId],
  )
  return row !== undefined
}

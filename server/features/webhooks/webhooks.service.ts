import type { Static } from 'typebox'
import { v7 as newId } from 'uuid'
import type { Change } from '../../platform/change.ts'
import { conflict, notFound, violates } from '../../platform/errors.ts'
import type { AllowedNetworks } from '../../platform/outgoing/networks.ts'
import { checkUrl } from '../../platform/outgoing/url.ts'
import { insertRows, updateRow } from '../../platform/query.ts'
import { action, type Scope } from '../../platform/scope.ts'
import { type WebhookRow, webhookEntity } from './webhooks.entity.ts'
import { type RotateBody, toWebhook, type WebhookBody, type WebhookPatch } from './webhooks.schema.ts'
import { loadSealing } from './webhooks.secrets.ts'
import { newWebhookSecret } from './webhooks.signing.ts'
import * as store from './webhooks.store.ts'

/** As many endpoints as a practice may have. */
export const mostWebhooks = 20

export const listWebhooks = action('webhooks:write', async (scope, filters: store.WebhookFilters) => {
  const { data, page } = await store.listWebhooks(scope, filters)
  return { data: await present(scope, data), page }
})

export const getWebhook = action('webhooks:write', async (scope, id: string) =>
  one(scope, await requireWebhook(scope, id)),
)

/** A new endpoint; its secret is in this answer and nowhere else. */
export const createWebhook = (allow: AllowedNetworks) =>
  action('webhooks:write', async (scope, body: Static<typeof WebhookBody>) => {
    requireReachable(body.url, allow)
    if ((await store.countWebhooks(scope)) >= mostWebhooks)
      throw conflict('too_many', `A practice has at most ${mostWebhooks} webhooks. Remove one first.`)
    const [id, secret] = [newId(), newWebhookSecret()]
    const row = {
      id,
      url: body.url,
      description: body.description?.trim() ?? null,
      eventTypes: body.eventTypes ?? ['*'],
      sealedSecret: (await sealingOf(scope)).seal(secret),
      status: 'active' as const,
    }
    await insertRows(scope, webhookEntity, [row])
    return { ...(await one(scope, await store.webhookById(scope, id))), secret }
  })

/** Merge patch. Switched on again it goes on with what is queued. */
export const changeWebhook = (allow: AllowedNetworks) =>
  action('webhooks:write', async (scope, { id, patch, check }: Change<Static<typeof WebhookPatch>>) => {
    const before = await requireWebhook(scope, id, true)
    check(before.version)
    const { url, description, eventTypes, status } = patch
    if (url !== undefined) requireReachable(url, allow)
    const switched = status !== undefined && status !== before.status
    await updateRow(scope, webhookEntity, before.id, {
      ...(url !== undefined && { url }),
      ...(description !== undefined && { description: description?.trim() ?? null }),
      ...(eventTypes !== undefined && { eventTypes }),
      ...(switched && { status, offReason: status === 'off' ? ('by_hand' as const) : null }),
    })
    if (url !== undefined || (switched && status === 'active')) await store.forgetFailures(scope, before.id)
    return one(scope, await store.webhookById(scope, before.id))
  })

/** Nothing more is sent to it, from the commit on but for what is under way. */
export const removeWebhook = action(
  'webhooks:write',
  async (scope, { id, check }: Pick<Change<never>, 'id' | 'check'>) => {
    const before = await requireWebhook(scope, id, true)
    check(before.version)
    await store.removeWebhook(scope, before.id)
  },
)

const hour = 3_600_000

/** A new secret, in this answer and nowhere else. The present one signs beside it until the overlap ends. */
export const rotateSecret = action(
  'webhooks:write',
  async (
    scope,
    { id, check, overlapHours = 24 }: Pick<Change<never>, 'id' | 'check'> & Static<typeof RotateBody>,
  ) => {
    const before = await requireWebhook(scope, id, true)
    check(before.version)
    const secret = newWebhookSecret()
    // By real time, as tries are made by it.
    const until = new Date(Date.now() + overlapHours * hour)
    await updateRow(scope, webhookEntity, before.id, {
      sealedSecret: (await sealingOf(scope)).seal(secret),
      previousSealedSecret: before.sealedSecret,
      previousSecretUntil: until,
    })
    return { ...(await one(scope, await store.webhookById(scope, before.id))), secret }
  },
)

const sealingOf = ({ db }: Scope) => loadSealing((sql, parameters) => db.query(sql, parameters))

function requireReachable(url: string, allow: AllowedNetworks): void {
  const fault = checkUrl(url, allow)
  if (fault) throw violates('/url', `url_${fault.code}`, fault.message)
}

async function present(scope: Scope, rows: readonly WebhookRow[]) {
  const health = await store.healthOf(
    scope,
    rows.map(({ id }) => id),
  )
  const now = new Date()
  return rows.map((row) => toWebhook(row, health.get(row.id), now))
}

async function one(scope: Scope, row: WebhookRow) {
  const [webhook] = await present(scope, [row])
  return webhook as NonNullable<typeof webhook>
}

/** The endpoint, locked when it is going to be changed. Throws `not-found`. */
export async function requireWebhook(scope: Scope, id: string, lock = false): Promise<WebhookRow> {
  const row = await store.findWebhook(scope, id, lock)
  if (!row) throw notFound('webhook')
  return row
}

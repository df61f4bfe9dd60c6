import type { Static } from 'typebox'
import { v7 as newId } from 'uuid'
import type { Change } from '../../platform/change.ts'
import { conflict, notFound, referenceNotFound } from '../../platform/errors.ts'
import { insertRows } from '../../platform/query.ts'
import { action, type Scope } from '../../platform/scope.ts'
import { newSecret } from '../../platform/secrets.ts'
import { requireWritable } from '../clients/clients.access.ts'
import { clientsByIds } from '../clients/clients.store.ts'
import { type CalendarFeedRow, calendarFeedEntity } from './feeds.entity.ts'
import { type CalendarFeedBody, toCalendarFeed } from './feeds.schema.ts'
import * as store from './feeds.store.ts'

/** How many feeds there may be of one person. */
const atMost = 5

export const listFeeds = action('self', async (scope, filters: store.CalendarFeedFilters) => {
  const { data, page } = await store.listFeeds(scope, filters)
  return { data: data.map(toCalendarFeed), page }
})

export const getFeed = action('self', async (scope, id: string) => toCalendarFeed(await required(scope, id)))

/** A new feed: one's own, or of a client without a login. Its address is in this answer and nowhere else. */
export const createFeed = (publicUrl: string) =>
  action('self', async (scope, body: Static<typeof CalendarFeedBody>) => {
    const whose = await ownerOf(scope, body.clientId ?? null)
    if ((await store.countFeeds(scope, whose)) >= atMost)
      throw conflict(
        'too_many',
        `There are ${atMost} calendar addresses already. Revoke one that you do not use.`,
      )
    const [id, token] = [newId(), newSecret()]
    await insertRows(scope, calendarFeedEntity, [{ id, ...whose, hint: `…${token.slice(-4)}` }])
    await store.rememberToken(scope, id, token)
    return { ...toCalendarFeed(await store.feedById(scope, id)), url: addressOf(publicUrl, token) }
  })

/** Ends a feed, from the commit on, and for good. */
export const revokeFeed = action(
  'self',
  async (scope, { id, check }: Pick<Change<never>, 'id' | 'check'>) => {
    check((await required(scope, id, true)).version)
    await store.removeFeed(scope, id)
  },
)

const addressOf = (publicUrl: string, token: string): string =>
  `${publicUrl.replace(/\/$/, '')}/calendar/${token}.ics`

async function ownerOf(
  scope: Scope,
  clientId: string | null,
): Promise<Pick<CalendarFeedRow, 'memberId' | 'clientId'>> {
  const { memberId, clientId: own } = scope.actor
  const missing = referenceNotFound('/clientId', 'client')
  if (!memberId) {
    if (clientId && clientId.toLowerCase() !== own) throw missing
    return { memberId: null, clientId: own }
  }
  if (!clientId) return { memberId, clientId: null }
  await requireWritable(scope, clientId, missing)
  const [client] = await clientsByIds(scope, [clientId])
  if (!client) throw missing
  if (client.accountId)
    throw conflict('has_login', 'This client has a login, and makes their own calendar address with it.')
  return { memberId, clientId: client.id }
}

async function required(scope: Scope, id: string, lock = false): Promise<CalendarFeedRow> {
  const row = await store.findFeed(scope, id, lock)
  if (!row) throw notFound('calendar feed')
  return row
}

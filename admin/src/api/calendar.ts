import { api, unwrap } from './client.ts'
import type { components } from './schema.generated.ts'

type Schemas = components['schemas']

export type CalendarFeed = Schemas['CalendarFeed']
export type NewCalendarFeed = Schemas['NewCalendarFeed']

/** One's own, or those about one client. */
export const listCalendarFeeds = async (clientId?: string): Promise<CalendarFeed[]> => {
  const query = { limit: 200, sort: 'createdAt' as const, ...(clientId && { clientId }) }
  const { data } = await unwrap(api.GET('/v1/calendar-feeds', { params: { query } }))
  return data
}
export const createCalendarFeed = (clientId?: string): Promise<NewCalendarFeed> =>
  unwrap(api.POST('/v1/calendar-feeds', { body: clientId ? { clientId } : {} }))
export const revokeCalendarFeed = (id: string): Promise<unknown> =>
  unwrap(api.DELETE('/v1/calendar-feeds/{id}', { params: { path: { id } } }))

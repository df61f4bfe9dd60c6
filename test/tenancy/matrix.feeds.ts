import type { Operation } from './matrix.rows.ts'

/** Addresses of calendars: one's own, and those of clients without a login. */
export const feeds: Record<string, Operation | Operation[]> = {
  'GET /v1/calendar-feeds': { row: 'self', scope: null, query: { ids: 'feed', clientId: 'client' } },
  'POST /v1/calendar-feeds': [
    { row: 'self', scope: null, body: {}, unset: ['/clientId'] },
    // Who has a login makes their own.
    {
      ...{ row: 'self', scope: null, body: {}, refs: { '/clientId': 'client' }, or: [409] },
      standings: ['admin', 'primary', 'coaching', 'self'],
    },
  ],
  'GET /v1/calendar-feeds/:id': { row: 'self', scope: null, path: { id: 'feed' } },
  'DELETE /v1/calendar-feeds/:id': { row: 'self', scope: null, path: { id: 'feed' } },
}

import type { Operation } from './matrix.rows.ts'

/** What is stored, for how long, exporting and erasing. */
export const privacy: Record<string, Operation | Operation[]> = {
  'GET /v1/organization/retention': { row: 'admins', scope: null },
  'PATCH /v1/organization/retention': { row: 'admins', scope: null, body: { eventsDays: 400 } },
  'POST /v1/organization/retention::preview': { row: 'admins', scope: null, body: { eventsDays: 400 } },
  'GET /v1/privacy/inventory': { row: 'self', scope: null },
  'POST /v1/clients/:id/erase': {
    row: 'admins',
    scope: null,
    path: { id: 'client' },
    body: {},
    repeats: { '/confirm': 'id' },
  },
  'POST /v1/contacts/:id/erase': {
    row: 'admins',
    scope: null,
    path: { id: 'contact' },
    body: {},
    repeats: { '/confirm': 'id' },
  },
  'POST /v1/clients/:id/export': { row: 'carry', scope: null, path: { id: 'client' } },
  'POST /v1/clients/:id/erasure-request': { row: 'asking', scope: null, path: { id: 'client' } },
  'GET /v1/erasure-requests': {
    row: 'carry',
    scope: null,
    query: { ids: 'request' },
    only: ({ kind }) => kind !== 'coach',
  },
  'GET /v1/erasure-requests/:id': {
    row: 'carry',
    scope: null,
    path: { id: 'request' },
    only: ({ kind }) => kind !== 'coach',
  },
  'POST /v1/erasure-requests/:id/decline': { row: 'admins', scope: null, path: { id: 'request' } },
  'POST /v1/erasure-requests/:id/withdraw': { row: 'asking', scope: null, path: { id: 'request' } },
}

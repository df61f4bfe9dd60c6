import type { Operation } from './matrix.rows.ts'

/** Logging in and out, and one's own login. */
export const logins: Record<string, Operation | Operation[]> = {
  'GET /v1/auth/me': { row: 'self', scope: null },
  'POST /v1/auth/login': {
    row: 'open',
    scope: null,
    body: { email: 'nobody@people.test', password: 'none of these' },
    unset: ['/organizationId'],
  },
  'POST /v1/auth/refresh': { row: 'open', scope: null, body: {} },
  'POST /v1/auth/logout': { row: 'open', scope: null, body: {} },
  'POST /v1/auth/password-reset': { row: 'open', scope: null, body: { email: 'nobody@people.test' } },
  'POST /v1/auth/password-reset/accept': {
    row: 'open',
    scope: null,
    body: { token: 'x'.repeat(43), password: 'a long new password' },
  },
  'POST /v1/auth/magic-link': { row: 'open', scope: null, body: { email: 'nobody@people.test' } },
  'POST /v1/auth/magic-link/accept': {
    row: 'open',
    scope: null,
    body: { token: 'x'.repeat(43) },
    unset: ['/organizationId'],
  },
  'POST /v1/auth/password': {
    row: 'self',
    scope: null,
    body: { currentPassword: 'not mine', password: 'a long new password' },
    or: [422, 429],
  },
  'GET /v1/sessions': { row: 'self', scope: null, query: { ids: 'session' } },
  'DELETE /v1/sessions/:id': { row: 'self', scope: null, path: { id: 'session' } },
  'POST /v1/auth/logout-everywhere': { row: 'self', scope: null, body: {} },
  'POST /v1/auth/second-factor/verify': {
    row: 'open',
    scope: null,
    body: { challenge: 'x'.repeat(100), code: '123456' },
  },
  'GET /v1/auth/second-factor': { row: 'self', scope: null },
  'POST /v1/auth/second-factor': {
    row: 'self',
    scope: null,
    body: { password: 'not mine' },
    or: [422, 429],
  },
  'POST /v1/auth/second-factor/confirm': {
    row: 'self',
    scope: null,
    body: { code: '123456' },
    or: [409, 429],
  },
  'POST /v1/auth/second-factor/remove': {
    row: 'self',
    scope: null,
    body: { password: 'not mine', code: '123456' },
    or: [422, 429],
  },
  'POST /v1/auth/second-factor/recovery-codes': {
    row: 'self',
    scope: null,
    body: { password: 'not mine', code: '123456' },
    or: [422, 429],
  },
  'GET /v1/auth/demo': { row: 'open', scope: null },
  'GET /v1/auth/oidc': { row: 'open', scope: null },
  'GET /v1/auth/oidc/start': { row: 'open', scope: null, query: { organizationId: 'client' } },
  'GET /v1/auth/oidc/callback': { row: 'open', scope: null },
}

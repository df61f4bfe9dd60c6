import { notFound } from '../../platform/errors.ts'
import { action } from '../../platform/scope.ts'
import { toSession } from './sessions.schema.ts'
import * as store from './sessions.store.ts'

export const listSessions = action('login', async (scope, page: store.SessionFilters) => {
  const { data, page: more } = await store.listSessions(scope, page)
  return { data: data.map((row) => toSession(row, scope.actor.sessionId)), page: more }
})

/** Ends one of one's own logins: its tokens are refused from the next request on. */
export const endSession = action('login', async (scope, id: string) => {
  if (!(await store.endOwnSession(scope, id))) throw notFound('login')
})

/** Ends all of one's own logins, wherever they are. */
export const logOutEverywhere = action('login', (scope, { keepThis }: { keepThis?: boolean }) =>
  store.endEverywhere(scope, keepThis ? scope.actor.sessionId : null),
)

import type { FastifyInstance, RouteOptions } from 'fastify'
import fp from 'fastify-plugin'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** `open`: answers without a token. All else stands inside the authenticated scope, or the app does not start. */
    access?: 'open' | 'bearer'
  }
  interface FastifyInstance {
    /** Every route, as registered. */
    readonly routeTable: RouteOptions[]
    /** The methods that a path takes, by the route table. */
    methodsAt(path: string): string[]
  }
}

/** Keeps the route table, and refuses to start with a route that is open by accident or not described. */
export const routeTable = fp(async (app: FastifyInstance) => {
  const table: RouteOptions[] = []
  app.decorate('routeTable', table)
  app.decorate('methodsAt', (path: string) => [
    ...new Set(
      table
        .filter(({ url }) => url !== '/*' && url !== '*' && matches(url, path))
        .flatMap(({ method }) => method),
    ),
  ])
  app.addHook('onRoute', (route) => void table.push(route))
  app.addHook('onReady', async () => {
    const faults = table.flatMap((route) =>
      faultsOf(route).map((fault) => `${route.method} ${route.url} ${fault}`),
    )
    if (faults.length > 0) throw new Error(`Routes that may not be served:\n${faults.join('\n')}`)
  })
})

function faultsOf({ method, url, config, schema }: RouteOptions): string[] {
  const faults: string[] = []
  if (config?.access !== 'open' && config?.access !== 'bearer') faults.push('says neither open nor bearer')
  const described = url.startsWith('/v1/') && method !== 'HEAD' && method !== 'OPTIONS'
  if (described && !schema?.operationId) faults.push('has no operationId')
  if (described && !schema?.response) faults.push('has no response schema')
  return faults
}

/** Does a path fit a route's pattern? `::` is a colon, `:name` one segment, `*` the rest. */
function matches(pattern: string, path: string): boolean {
  const expression = pattern
    .split('::')
    .map((part) =>
      part
        .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
        .replace(/:[A-Za-z]+/g, '[^/]+')
        .replace('*', '.*'),
    )
    .join(':')
  return new RegExp(`^${expression}$`).test(path)
}

import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import fp from 'fastify-plugin'

/** A way of asking that is going to end: what it was replaced by, and when. Days begin at midnight in UTC. */
export interface Deprecation {
  /** The day from which on it is not to be used in new programs. */
  since: `${number}-${number}-${number}`
  /** The day from which on it may be gone; left out until that is decided. */
  sunset?: `${number}-${number}-${number}`
  /** What to use, in words that follow "Use". */
  instead: string
}

/** For how long an old way stays at least. */
export const noticeDays = 365

interface Marked {
  deprecated: true
  'x-deprecation': Deprecation
}

/**
 * Marks an operation, within its `op(…)`, or a property of its query or body, within the property's schema. It is said
 * in openapi.yaml, under /docs/deprecations, and by header fields: of every answer of the operation, or of the requests
 * that use the property. Throws where the notice is too short, so that the server does not start.
 */
export function deprecated(said: Deprecation): Marked {
  const [since, sunset] = [
    midnight(said.since),
    said.sunset ? midnight(said.sunset) : Number.POSITIVE_INFINITY,
  ]
  if (!(sunset - since >= noticeDays * 86_400))
    throw new Error(
      `What is deprecated since ${said.since} stays ${noticeDays} days, not until ${said.sunset}.`,
    )
  return { deprecated: true, 'x-deprecation': said }
}

interface Described {
  'x-deprecation'?: Deprecation
  properties?: Record<string, { 'x-deprecation'?: Deprecation }>
}

interface Ending {
  operation: Deprecation | null
  query: Record<string, Deprecation>
  body: Record<string, Deprecation>
}

declare module 'fastify' {
  interface FastifyContextConfig {
    ending?: { operationId: string } & Ending
  }
}

/** Tells those who use what is deprecated: Deprecation (RFC 9745), Sunset (RFC 8594), and a link to what to do. */
export const deprecations = fp(async (app: FastifyInstance) => {
  app.addHook('onRoute', note)
  // Before anything can refuse the request, so that refusals say it too.
  app.addHook('onRequest', async (request, reply) => announce(request, reply))
  app.addHook('preValidation', async (request, reply) => announce(request, reply))
})

function note(route: RouteOptions): void {
  const schema = (route.schema ?? {}) as Described & {
    operationId?: string
    querystring?: Described
    body?: Described
  }
  const ending = {
    operation: schema['x-deprecation'] ?? null,
    query: endingOf(schema.querystring),
    body: endingOf(schema.body),
  }
  if (ending.operation || Object.keys(ending.query).length + Object.keys(ending.body).length > 0)
    route.config = { ...route.config, ending: { operationId: String(schema.operationId), ...ending } }
}

/** The deprecated ones of a schema's own properties. */
const endingOf = (schema: Described | undefined): Record<string, Deprecation> =>
  Object.fromEntries(
    Object.entries(schema?.properties ?? {}).flatMap(([name, property]) =>
      property['x-deprecation'] ? [[name, property['x-deprecation']]] : [],
    ),
  )

function announce(request: FastifyRequest, reply: FastifyReply): void {
  const { ending } = request.routeOptions.config
  if (!ending) return
  const used = [
    ...(ending.operation ? [ending.operation] : []),
    ...usedOf(ending.query, request.query),
    ...usedOf(ending.body, request.body),
  ]
  if (used.length > 0) reply.headers(fieldsOf(ending.operationId, used))
}

const usedOf = (ending: Record<string, Deprecation>, given: unknown): Deprecation[] =>
  Object.entries(ending).flatMap(([name, said]) =>
    given !== null && typeof given === 'object' && Object.hasOwn(given, name) ? [said] : [],
  )

/** The header fields; of several that are used at once, the earliest days count. */
function fieldsOf(operationId: string, used: readonly Deprecation[]): Record<string, string> {
  const sunsets = used.flatMap(({ sunset }) => (sunset ? [midnight(sunset)] : []))
  return {
    deprecation: `@${Math.min(...used.map(({ since }) => midnight(since)))}`,
    ...(sunsets.length > 0 && { sunset: new Date(Math.min(...sunsets) * 1000).toUTCString() }),
    link: `</docs/deprecations#${operationId}>; rel="deprecation"; type="text/html"`,
  }
}

/** Seconds since 1970. */
const midnight = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 1000

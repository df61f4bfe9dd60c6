import type { FastifyRequest } from 'fastify'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/**
 * The request's address without what a caller may have put into it by mistake or as a secret: the route's own words and
 * ids, no query. For the log and for `instance`.
 */
export function whereabouts(request: FastifyRequest): string {
  const pattern = request.is404 ? undefined : request.routeOptions.url
  if (pattern === undefined || pattern.includes('*')) return knownPart(request)
  const params = (request.params ?? {}) as Record<string, string>
  return pattern
    .split('::')
    .map((part) =>
      part.replace(/:(\w+)/g, (_, name: string) => {
        const value = params[name]
        return value !== undefined && uuid.test(value) ? value : `{${name}}`
      }),
    )
    .join(':')
}

const wordsOf = new WeakMap<object, Set<string>>()

/** Of an address that nobody answers, as much as our routes have words for. */
function knownPart({ server, url }: FastifyRequest): string {
  let words = wordsOf.get(server.routeTable)
  if (!words) {
    const all = server.routeTable.flatMap((route) => route.url.split('/'))
    words = new Set(all.filter((word) => /^[\w.-]+$/.test(word)))
    wordsOf.set(server.routeTable, words)
  }
  const known: string[] = []
  for (const word of url.split('?')[0]?.split('/').slice(1) ?? []) {
    if (!words.has(word)) break
    known.push(word)
  }
  return `/${known.join('/')}`
}

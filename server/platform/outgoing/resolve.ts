import { lookup, Resolver } from 'node:dns/promises'
import type { AllowedNetworks } from './networks.ts'

/** All addresses of a name, IPv4 and IPv6; throws when there are none. */
export type Resolve = (name: string) => Promise<string[]>

/** What this machine's own name servers say of names that they do not know, or when there are none. */
const unknown = new Set<unknown>(['ENOTFOUND', 'ENODATA', 'ECONNREFUSED'])

/**
 * Asks the name servers of this machine. Not by `dns.lookup`, whose few threads a handful of names with dead servers
 * would hold for everybody, password hashing included. It alone knows /etc/hosts and the search domains, which lead
 * to inner networks: so where such networks are allowed it is asked for names that nobody else knows.
 */
export const systemResolve =
  (allow: AllowedNetworks): Resolve =>
  async (name) => {
    if (allow.networks.length === 0) return resolveBy(name)
    if (/(^|\.)localhost\.?$/.test(name)) return lookedUp(name)
    return resolveBy(name).catch((error: { code?: unknown }) => {
      if (unknown.has(error.code)) return lookedUp(name)
      throw error
    })
  }

/** Asks these name servers (`127.0.0.1:5353`), or those of this machine. */
export async function resolveBy(name: string, servers?: readonly string[]): Promise<string[]> {
  const resolver = new Resolver({ timeout: 1_500, tries: 2 })
  if (servers) resolver.setServers(servers)
  const [six, four] = await Promise.allSettled([resolver.resolve6(name), resolver.resolve4(name)])
  const found = [six, four].flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
  if (found.length === 0 && four.status === 'rejected') throw four.reason
  return found
}

const lookedUp = async (name: string): Promise<string[]> =>
  (await lookup(name, { all: true })).map(({ address }) => address)

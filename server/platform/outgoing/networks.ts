import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

type Address = ipaddr.IPv4 | ipaddr.IPv6

/** Networks by their first address and the length of their prefix. */
export type Network = readonly [Address, number]

/** Networks that are reached although they are not public; the operator names them in WEBHOOK_ALLOWED_NETWORKS. */
export interface AllowedNetworks {
  readonly networks: readonly Network[]
}

/** The default: none. */
export const nothingAllowed: AllowedNetworks = Object.freeze({ networks: [] })

/** A text that names something else than networks; the message has one sentence for each. */
export class NetworksError extends Error {
  override readonly name = 'NetworksError'
}

/**
 * Reads `10.1.0.0/16, fd12::/48, 192.168.1.7`: networks as CIDR, or single addresses, separated by commas.
 * Throws {@link NetworksError}.
 */
export function parseAllowedNetworks(text: string): AllowedNetworks {
  const mistakes: string[] = []
  const networks = text.split(',').flatMap((part) => {
    const name = part.trim()
    if (!name) return []
    const network = networkOf(name)
    if (typeof network !== 'string') return [network]
    mistakes.push(network)
    return []
  })
  if (mistakes.length > 0) throw new NetworksError(mistakes.join(' '))
  return Object.freeze({ networks })
}

/** The network that the text names, or what is wrong with it. */
function networkOf(text: string): Network | string {
  const [address = '', length, ...more] = text.split('/')
  const family = isIP(address)
  if (family === 0 || address.includes('%') || more.length > 0)
    return `"${text}" is not a network such as 10.1.0.0/16 or fd12:3456::/48.`
  const bits = family === 4 ? 32 : 128
  if (length !== undefined && (!/^\d{1,3}$/.test(length) || Number(length) > bits))
    return `"${text}" must end with a number from 0 to ${bits}.`
  const prefix = length === undefined ? bits : Number(length)
  const first = ipaddr.parse(address)
  if (first instanceof ipaddr.IPv6 && first.isIPv4MappedAddress())
    return `"${text}" is an IPv4 network written as IPv6; write ${first.toIPv4Address()}.`
  const start =
    family === 4
      ? ipaddr.IPv4.networkAddressFromCIDR(`${address}/${prefix}`)
      : ipaddr.IPv6.networkAddressFromCIDR(`${address}/${prefix}`)
  if (start.toString() !== first.toString())
    return `"${text}" is an address within a network; write ${start}/${prefix}, or ${address} for it alone.`
  return [first, prefix]
}

/** True when the address is in one of the networks. Other families never are. */
export const isWithin = (address: Address, networks: readonly Network[]): boolean =>
  networks.some(([first, prefix]) => first.kind() === address.kind() && address.match(first, prefix))

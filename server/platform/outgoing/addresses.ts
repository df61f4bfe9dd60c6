import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import { type AllowedNetworks, isWithin, type Network } from './networks.ts'

const networks = (...texts: string[]): Network[] => texts.map((text) => ipaddr.parseCIDR(text))

/**
 * IPv4 that is not, or not only, somebody's public address: IANA's registry of special-purpose addresses, multicast, what
 * is reserved, and 168.63.129.16, at which Azure's machines find their host.
 */
const special = networks(
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '168.63.129.16/32',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
)

/** All that has been given out of IPv6 for the public. Everything else is refused without a name. */
const global = networks('2000::/3')

/** Within it: protocols (Teredo, ORCHID, benchmarks), documentation, 6to4, the sinks of reverse DNS. */
const specialSix = networks('2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3fff::/20')

/** Through which IPv6-only networks reach IPv4: what counts is the address within. */
const translated = networks('64:ff9b::/96')

/**
 * True when a request may go to the address: it is somebody's public unicast address, or in a network that is allowed.
 * What is not the plain text of an address, or has a zone (`fe80::1%eth0`), may not be reached.
 */
export function mayReach(address: string, allow: AllowedNetworks): boolean {
  if (isIP(address) === 0 || address.includes('%')) return false
  const parsed = ipaddr.parse(address)
  return isAllowed(address, allow) || isPublic(parsed)
}

/** True when the operator has named a network that the address is in. */
export function isAllowed(address: string, allow: AllowedNetworks): boolean {
  if (isIP(address) === 0 || address.includes('%')) return false
  const parsed = ipaddr.parse(address)
  return isWithin(unmapped(parsed), allow.networks) || isWithin(parsed, allow.networks)
}

function isPublic(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  const plain = unmapped(address)
  if (plain instanceof ipaddr.IPv4) return !isWithin(plain, special)
  if (isWithin(plain, translated)) return isPublic(new ipaddr.IPv4(plain.toByteArray().slice(12)))
  return isWithin(plain, global) && !isWithin(plain, specialSix)
}

/** `::ffff:10.0.0.1` is connected to as 10.0.0.1. */
const unmapped = (address: ipaddr.IPv4 | ipaddr.IPv6): ipaddr.IPv4 | ipaddr.IPv6 =>
  address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress() ? address.toIPv4Address() : address

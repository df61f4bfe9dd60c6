import { isIP } from 'node:net'
import { isAllowed, mayReach } from './addresses.ts'
import type { AllowedNetworks } from './networks.ts'

/** What is wrong with an address, for the person who typed it. */
export interface UrlFault {
  code: 'url' | 'scheme' | 'credentials' | 'fragment' | 'port' | 'address'
  message: string
}

/** Ports of other protocols, which a request in their language could harm (Fetch standard, "port blocking"). */
const blockedPorts = new Set([
  1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104,
  109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515,
  526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049,
  3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
])

/** Names that only mean something within a network. */
const inner = /^[^.]+$|(^|\.)(localhost|local|internal|lan|home\.arpa)$/

/**
 * What can be said of an address before it is called: null when nothing is wrong. `https:` alone, except `http:` to what
 * the operator allows: to a literal address in those networks, or to a name, whose addresses are held against them at each
 * request. Where a public name leads is asked at each request too, so a name that passes here may still be refused there.
 */
export function checkUrl(text: string, allow: AllowedNetworks): UrlFault | null {
  // Parsers differ over white space and \, and let them vanish or take them for /.
  if (text.length > 2048 || /[\s\\]/.test(text) || !URL.canParse(text))
    return fault('url', 'Give a whole address such as https://example.com/hooks.')
  const url = new URL(text)
  const host = hostOf(url)
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return fault('scheme', 'The address must begin with https://.')
  if (url.username || url.password)
    return fault('credentials', 'The address must not carry a name or password; requests are signed instead.')
  if (text.includes('#'))
    return fault('fragment', 'The address must not have a part after #; it is never sent.')
  if (blockedPorts.has(Number(url.port))) return fault('port', `Port ${url.port} is not one for requests.`)
  if (url.protocol === 'http:' && !mayBePlain(host, allow))
    return fault('scheme', 'The address must begin with https://.')
  if (isIP(host) ? !mayReach(host, allow) : isInner(host, allow)) return fault('address', notPublic)
  return null
}

/** Said of literal addresses and of names alike. */
export const notPublic = 'The address leads to a network that is not public.'

/** The host without the brackets of an IPv6 address. */
export const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '')

const mayBePlain = (host: string, allow: AllowedNetworks): boolean =>
  isIP(host) ? isAllowed(host, allow) : allow.networks.length > 0

const isInner = (host: string, allow: AllowedNetworks): boolean =>
  allow.networks.length === 0 && inner.test(host.replace(/\.$/, ''))

const fault = (code: UrlFault['code'], message: string): UrlFault => ({ code, message })

import { isIP, type LookupFunction } from 'node:net'
import { buildConnector } from 'undici'
import { isAllowed, mayReach } from './addresses.ts'
import { OutgoingError, toHandshakeError, toOutgoingError } from './errors.ts'
import type { AllowedNetworks } from './networks.ts'
import type { Resolve } from './resolve.ts'
import { notPublic } from './url.ts'

type Connector = buildConnector.connector

export interface ConnectOptions {
  allow: AllowedNetworks
  resolve: Resolve
  /** Certificates to trust beside Node's, as PEM. */
  ca?: string
}

/**
 * Makes connections only to addresses that were held against the rules: a literal one before, a name's when it is
 * resolved for this very connection, and at last the one that the socket says it is connected to. Plain `http:` goes
 * to allowed networks only.
 */
export function guardedConnector({ allow, resolve, ca }: ConnectOptions): Connector {
  const plain = checked((address) => isAllowed(address, allow), resolve, {})
  const secure = checked((address) => mayReach(address, allow), resolve, {
    rejectUnauthorized: true,
    ...(ca ? { ca } : {}),
  })
  return (options, callback) => (options.protocol === 'https:' ? secure : plain)(options, callback)
}

type May = (address: string) => boolean

function checked(may: May, resolve: Resolve, tls: { rejectUnauthorized?: boolean; ca?: string }): Connector {
  const connect = buildConnector({
    ...tls,
    allowH2: false,
    timeout: 10_000,
    lookup: guardedLookup(may, resolve),
    autoSelectFamily: true,
    // Node's quarter of a second would give up on hosts that are merely far away.
    autoSelectFamilyAttemptTimeout: 2_000,
  })
  return (options, callback) => {
    // Sockets do not look up what is an address already.
    if (isIP(options.hostname) && !may(options.hostname)) return callback(refused([options.hostname]), null)
    connect(options, (...[error, socket]) => {
      if (error) {
        const named = options.protocol === 'https:' ? toHandshakeError(error) : toOutgoingError(error)
        return callback(named, null)
      }
      if (socket.remoteAddress && may(socket.remoteAddress)) return callback(null, socket)
      socket.destroy()
      callback(refused([socket.remoteAddress]), null)
    })
  }
}

/** The socket connects to one of the addresses that this gives it, and it gives all of a name's or none. */
const guardedLookup =
  (may: May, resolve: Resolve): LookupFunction =>
  (name, { all }, callback) => {
    const give = (addresses: string[]) => {
      const [first] = addresses
      if (first === undefined) return callback(unknownName(name), '')
      if (!addresses.every(may)) return callback(refused(addresses), '')
      const found = addresses.map((address) => ({ address, family: isIP(address) }))
      if (all) callback(null, found)
      else callback(null, first, isIP(first))
    }
    resolve(name).then(give, (error: unknown) => callback(unknownName(name, error), ''))
  }

const unknownName = (name: string, cause?: unknown): OutgoingError =>
  new OutgoingError('dns', `The name ${name} leads to no address.`, cause)

const refused = (addresses: (string | undefined)[]): OutgoingError =>
  new OutgoingError('refused_address', notPublic, new Error(addresses.join(', ')))

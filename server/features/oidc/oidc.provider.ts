import * as client from 'openid-client'
import { isLoopback, type OidcConfig } from '../../config.ts'
import { DomainError } from '../../platform/errors.ts'

/** What must be remembered between leaving for the provider and coming back. */
export interface Departure {
  state: string
  nonce: string
  verifier: string
}

/** Who the provider says it is. */
export interface Identity {
  issuer: string
  subject: string
  /** Only when the provider has verified it. */
  verifiedEmail: string | null
  /** Authentication methods (RFC 8176), such as "mfa". */
  methods: readonly string[]
}

export interface Provider {
  /** The address to send the browser to: code flow with PKCE, state and nonce. */
  depart(redirectUri: string): Promise<{ url: URL; departure: Departure }>
  /** Redeems what the browser brought back. Throws `unauthorized` when it does not fit or the provider refuses. */
  arrive(current: URL, departure: Departure): Promise<Identity>
}

const patience = 10 // seconds

/** The provider of the settings. It is asked for its addresses at first use, so that its being away stops no start. */
export function createProvider(config: OidcConfig): Provider {
  let found: Promise<client.Configuration> | undefined
  const configuration = () => {
    found ??= discover(config).catch((error) => {
      found = undefined // it may be back the next time
      throw because(error, 'unavailable', `${config.name} cannot be reached now. Log in with your password.`)
    })
    return found
  }
  return {
    async depart(redirectUri) {
      const verifier = client.randomPKCECodeVerifier()
      const departure = { state: client.randomState(), nonce: client.randomNonce(), verifier }
      const url = client.buildAuthorizationUrl(await configuration(), {
        redirect_uri: redirectUri,
        scope: 'openid email',
        state: departure.state,
        nonce: departure.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      })
      return { url, departure }
    },
    async arrive(current, { state, nonce, verifier }) {
      const known = await configuration()
      const tokens = await client
        .authorizationCodeGrant(known, current, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        })
        .catch((error) => {
          throw because(error, 'unauthorized', `${config.name} did not confirm who you are. Try again.`)
        })
      const claims = tokens.claims()
      if (!claims) throw new DomainError('unauthorized', `${config.name} did not say who you are.`)
      // Many providers tell the mail address only to those who ask with the access token.
      const more =
        claims.email === undefined && known.serverMetadata().userinfo_endpoint
          ? await client.fetchUserInfo(known, tokens.access_token, claims.sub)
          : claims
      return {
        issuer: claims.iss,
        subject: claims.sub,
        verifiedEmail: more.email_verified === true && typeof more.email === 'string' ? more.email : null,
        methods: Array.isArray(claims.amr) ? claims.amr.filter((one) => typeof one === 'string') : [],
      }
    },
  }
}

/** For the log; the person gets the sentence alone. */
const because = (cause: unknown, kind: 'unavailable' | 'unauthorized', detail: string): DomainError =>
  Object.assign(new DomainError(kind, detail), { cause })

const discover = ({ issuer, clientId, clientSecret }: OidcConfig): Promise<client.Configuration> => {
  const url = new URL(issuer)
  const plain = url.protocol === 'http:' && isLoopback(url.hostname)
  return client.discovery(url, clientId, undefined, client.ClientSecretPost(clientSecret), {
    timeout: patience,
    // Without it the library takes the connection's word for an ID token, and looks at no signature.
    execute: [client.enableNonRepudiationChecks, ...(plain ? [client.allowInsecureRequests] : [])],
  })
}

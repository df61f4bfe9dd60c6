import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'

/** A person as the identity provider knows them. */
export interface ProviderPerson {
  email: string
  verified: boolean
}

export interface IdentityProvider {
  issuer: string
  clientId: string
  clientSecret: string
  /** Who logs in there, by the login that they type. */
  people: Map<string, ProviderPerson>
  /** Follows the browser's way from an address of the provider until it is sent back to us; gives that address. */
  visit(url: string, login: string): Promise<string>
  close(): Promise<void>
}

/** A real OpenID Connect provider on loopback, for one client whose answers go to `redirectUri`. */
export async function startIdentityProvider(redirectUri: string): Promise<IdentityProvider> {
  const people = new Map<string, ProviderPerson>()
  const server: Server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const [clientId, clientSecret] = ['afterword', 'a secret of the client for tests only']
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [redirectUri],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    cookies: { keys: ['a key of the provider for tests only'] },
    findAccount: (_context: unknown, sub: string) => ({
      accountId: sub,
      claims: async () => {
        const person = people.get(sub)
        return { sub, email: person?.email, email_verified: person?.verified }
      },
    }),
  })
  server.on('request', provider.callback())
  return {
    issuer,
    clientId,
    clientSecret,
    people,
    visit: (url, login) => visit(issuer, redirectUri, url, login),
    close: () => new Promise((done) => server.close(() => done()) && server.closeAllConnections()),
  }
}

/** A browser without scripts: keeps cookies, follows redirects, fills in the provider's forms for logging in and consent. */
async function visit(issuer: string, redirectUri: string, from: string, login: string): Promise<string> {
  const jar = new Map<string, string>()
  let url = from
  let form: URLSearchParams | null = null
  for (let steps = 0; steps < 20; steps++) {
    const answer = await fetch(url, {
      redirect: 'manual',
      method: form ? 'POST' : 'GET',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form && { body: form }),
    })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      jar.set(name, value)
    }
    const location = answer.headers.get('location')
    if (location) {
      url = new URL(location, issuer).href
      if (url.startsWith(redirectUri)) return url
      form = null
      continue
    }
    const page = await answer.text()
    const action = /<form[^>]*action="([^"]+)"/.exec(page)?.[1]
    const prompt = /name="prompt" value="([^"]+)"/.exec(page)?.[1]
    if (!action || !prompt)
      throw new Error(`The provider answered ${answer.status} at ${url}: ${page.slice(0, 400)}`)
    url = new URL(action, issuer).href
    form = new URLSearchParams(prompt === 'login' ? { prompt, login, password: 'any' } : { prompt })
  }
  throw new Error('The provider sends the browser round in circles.')
}

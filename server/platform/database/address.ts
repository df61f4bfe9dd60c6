import pg from 'pg'

/** The same address with another login; host, database, sslmode and all other parameters stay. */
export function withLogin(address: string, user: string, password: string | null): string {
  const url = new URL(address)
  url.searchParams.delete('user')
  url.searchParams.delete('password')
  if (url.hostname) {
    url.username = encodeURIComponent(user)
    url.password = encodeURIComponent(password ?? '')
  } else {
    // postgres:///name?host=/run/postgresql has no place for a login before the host.
    url.searchParams.set('user', user)
    if (password) url.searchParams.set('password', password)
  }
  return url.href
}

/** The same address and login, another database. */
export function withDatabase(address: string, database: string): string {
  const url = new URL(address)
  url.pathname = `/${encodeURIComponent(database)}`
  return url.href
}

export interface AddressParts {
  user: string
  password: string | null
  database: string
  /** Host, port and database, for messages: no secret in it. */
  shown: string
}

/** What an address says, the client's defaults included. */
export function partsOf(address: string): AddressParts {
  const { user, password, database, host, port } = new pg.Client(address)
  return {
    user: user ?? '',
    password: typeof password === 'string' && password ? password : null,
    database: database ?? '',
    shown: `${host}:${port}/${database}`,
  }
}

/** Runs `work` on a connection of its own, which is closed afterwards. */
export async function withClient<T>(address: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: address, connectionTimeoutMillis: 10_000 })
  // Without a listener a connection that the server ends while idle would end the process.
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}

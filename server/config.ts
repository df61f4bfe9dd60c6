import {
  type AllowedNetworks,
  NetworksError,
  nothingAllowed,
  parseAllowedNetworks,
} from './platform/outgoing/networks.ts'

/**
 * The environment, read once: typed, validated, frozen. The only reader of process.env in the server;
 * all mistakes are reported together, so that an operator mends them in one go.
 */
export interface Config {
  readonly role: 'api' | 'worker' | 'all'
  readonly host: string
  readonly port: number
  /** The address that people use; decides about secure cookies. No trailing slash. */
  readonly publicUrl: string
  /** Folder of the embedded database, used when no databaseUrl is given. */
  readonly dataDir: string
  readonly databaseUrl: string | null
  readonly migrateDatabaseUrl: string | null
  readonly workerDatabaseUrl: string | null
  /** The API's database again, past a pooler in transaction mode, for the one connection that listens; null: the same address. */
  readonly listenDatabaseUrl: string | null
  /** False leaves migrating to the operator (MIGRATE=off). */
  readonly migrate: boolean
  /** Other sites whose scripts may call the API with a token of their own: exact origins. */
  readonly corsOrigins: readonly string[]
  /** Seconds in which a request must have arrived. */
  readonly requestTimeout: number
  /** Milliseconds by which the event loop may lag, on average over five seconds, before requests are refused; 0 for any. */
  readonly maxEventLoopDelay: number
  /** Mebibytes of heap beyond which requests are refused; 0 for nine tenths of what Node may use. */
  readonly maxHeapMb: number
  /** Connections that one role of this process may hold. */
  readonly poolSize: number
  /** Makes app_now() add the offset of the table test_clock, for tests that let time pass. */
  readonly testClock: boolean
  /** Allows the demo logins when bound to something else than loopback. */
  readonly demo: boolean
  /** False with DEMO=off, and in production without DEMO: no demo data on the first start of the embedded database. */
  readonly seedDemo: boolean
  /** File to which every erasure is appended, as ids alone; null: only in the database (see SECURITY.md). */
  readonly erasureLedger: string | null
  /** A file of breached passwords (auth.breached.ts); null: none are refused for that. */
  readonly breachedPasswords: string | null
  readonly production: boolean
  /** smtp:// or smtps://; null: mail is kept in the database, and links are printed. */
  readonly smtpUrl: string | null
  /** Days for which events are kept; longer where a practice keeps its own for longer. */
  readonly eventRetentionDays: number
  /** Networks that webhooks may reach although they are not public. */
  readonly webhookAllowedNetworks: AllowedNetworks
  /** The sender of mail. */
  readonly mailFrom: string
  /** Addresses or networks of the proxies in front of us whose X-Forwarded-For is believed, by commas; false: none's. */
  readonly trustProxy: false | string
  /** Signing in by an OpenID Connect provider; null without OIDC_ISSUER. */
  readonly oidc: OidcConfig | null
  /** Milliseconds that an answer of the graph may take. */
  readonly graphqlTimeout: number
  /** File with the documents of the graph that are known by their hash; null: none. */
  readonly graphqlDocuments: string | null
  /** Answers those documents alone. */
  readonly graphqlPersistedOnly: boolean
  /** After how many runs a document of the graph is compiled; 0: never. */
  readonly graphqlCompileAfter: number
  /** Requests a minute of one person or key, over all replicas; 0: any number. */
  readonly rateLimit: number
  /** Requests a minute without a token from one network; 0: any number. */
  readonly rateLimitNetwork: number
  /** Where a collector takes traces as OTLP over HTTP; null: none are made. */
  readonly otlpEndpoint: string | null
  /** Port on which the figures for Prometheus are; 0: nowhere. */
  readonly metricsPort: number
  /** Address to which that port is bound. */
  readonly metricsHost: string
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent'
}

/** The one provider of this installation. */
export interface OidcConfig {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** What the button says. */
  readonly name: string
}

/** All mistakes of the environment, one line each. */
export class ConfigError extends Error {
  readonly mistakes: string[]
  constructor(mistakes: string[]) {
    super(`The settings cannot be used:\n${mistakes.map((line) => `  - ${line}`).join('\n')}`)
    this.name = 'ConfigError'
    this.mistakes = mistakes
  }
}

type Env = Readonly<Record<string, string | undefined>>

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const
const loopback = /^(127\.\d+\.\d+\.\d+|::1|localhost)$/

/** True when only this machine can reach an address bound to `host`. */
export const isLoopback = (host: string): boolean => loopback.test(host)

/** Reads and checks the environment. Throws {@link ConfigError} that lists every mistake. */
export function loadConfig(env: Env): Config {
  const mistakes: string[] = []
  const text = (name: string, fallback: string) => env[name]?.trim() || fallback
  const oneOf = <T extends string>(name: string, allowed: readonly T[], fallback: T): T => {
    const value = text(name, fallback)
    if (allowed.includes(value as T)) return value as T
    mistakes.push(`${name} is "${value}", but must be one of ${allowed.join(', ')}.`)
    return fallback
  }
  const whole = (name: string, fallback: number, min: number, max: number) => {
    const value = Number(text(name, String(fallback)))
    if (Number.isInteger(value) && value >= min && value <= max) return value
    mistakes.push(`${name} is "${env[name]}", but must be a whole number from ${min} to ${max}.`)
    return fallback
  }
  const url = (name: string, protocols: string[]): string | null => {
    const value = env[name]?.trim()
    if (!value) return null
    if (URL.canParse(value) && protocols.includes(new URL(value).protocol)) return value
    mistakes.push(`${name} is not an address that begins with ${protocols.join(' or ')}//.`)
    return null
  }
  const production = env.NODE_ENV === 'production'
  const postgres = ['postgres:', 'postgresql:']
  const port = whole('PORT', 3000, 0, 65535)
  const host = text('HOST', '127.0.0.1')
  const config: Config = {
    role: oneOf('ROLE', ['api', 'worker', 'all'], 'all'),
    host,
    port,
    publicUrl: (
      url('PUBLIC_URL', ['http:', 'https:']) ?? `http://${isLoopback(host) ? 'localhost' : host}:${port}`
    ).replace(/\/+$/, ''),
    dataDir: text('DATA_DIR', '.afterword'),
    databaseUrl: url('DATABASE_URL', postgres),
    migrateDatabaseUrl: url('MIGRATE_DATABASE_URL', postgres),
    workerDatabaseUrl: url('WORKER_DATABASE_URL', postgres),
    listenDatabaseUrl: url('LISTEN_DATABASE_URL', postgres),
    migrate: oneOf('MIGRATE', ['on', 'off'], 'on') === 'on',
    poolSize: whole('POOL_SIZE', 10, 1, 500),
    corsOrigins: originsOf(env.CORS_ORIGINS, mistakes),
    requestTimeout: whole('REQUEST_TIMEOUT', 20, 1, 3600),
    maxEventLoopDelay: whole('MAX_EVENT_LOOP_DELAY', 250, 0, 60_000),
    maxHeapMb: whole('MAX_HEAP_MB', 0, 0, 1_000_000),
    testClock: oneOf('TEST_CLOCK', ['0', '1'], '0') === '1',
    demo: env.DEMO === '1',
    seedDemo: oneOf('DEMO', ['0', '1', 'off'], production ? 'off' : '0') !== 'off',
    erasureLedger: env.ERASURE_LEDGER?.trim() || null,
    breachedPasswords: env.BREACHED_PASSWORDS?.trim() || null,
    production,
    smtpUrl: url('SMTP_URL', ['smtp:', 'smtps:']),
    mailFrom: text('MAIL_FROM', 'Afterword <afterword@localhost>'),
    eventRetentionDays: whole('EVENT_RETENTION_DAYS', 90, 30, 3660),
    webhookAllowedNetworks: networksOf(env.WEBHOOK_ALLOWED_NETWORKS, mistakes),
    trustProxy: text('TRUST_PROXY', '') || false,
    rateLimit: whole('RATE_LIMIT', 1200, 0, 1_000_000),
    rateLimitNetwork: whole('RATE_LIMIT_NETWORK', 300, 0, 1_000_000),
    otlpEndpoint: url('OTEL_EXPORTER_OTLP_ENDPOINT', ['http:', 'https:']),
    metricsPort: whole('METRICS_PORT', 0, 0, 65535),
    metricsHost: text('METRICS_HOST', '127.0.0.1'),
    graphqlTimeout: whole('GRAPHQL_TIMEOUT', 10_000, 100, 60_000),
    graphqlDocuments: env.GRAPHQL_DOCUMENTS?.trim() || null,
    graphqlPersistedOnly: oneOf('GRAPHQL_PERSISTED_ONLY', ['0', '1'], '0') === '1',
    graphqlCompileAfter: whole('GRAPHQL_COMPILE_AFTER', 3, 0, 1000),
    logLevel: oneOf('LOG_LEVEL', logLevels, 'info'),
    oidc: oidcOf(env, url('OIDC_ISSUER', ['https:', 'http:']), mistakes),
  }
  if (!config.databaseUrl && (config.migrateDatabaseUrl || config.workerDatabaseUrl))
    mistakes.push('MIGRATE_DATABASE_URL or WORKER_DATABASE_URL is set without DATABASE_URL.')
  if (production && config.testClock)
    mistakes.push('TEST_CLOCK is for tests, and not for NODE_ENV=production.')
  if (config.graphqlPersistedOnly && !config.graphqlDocuments)
    mistakes.push('GRAPHQL_PERSISTED_ONLY is set without GRAPHQL_DOCUMENTS.')
  if (mistakes.length > 0) throw new ConfigError(mistakes)
  return Object.freeze(config)
}

/** Exact origins, as browsers send them: no path, no wildcard, no default port. */
function originsOf(text: string | undefined, mistakes: string[]): string[] {
  const origins = (text ?? '').split(',').flatMap((part) => part.trim() || [])
  for (const origin of origins)
    if (!/^https?:[^*]+$/.test(origin) || !URL.canParse(origin) || new URL(origin).origin !== origin)
      mistakes.push(
        `CORS_ORIGINS has "${origin}", but each must be an origin such as https://app.example.org.`,
      )
  return origins
}

function networksOf(text: string | undefined, mistakes: string[]): AllowedNetworks {
  try {
    return parseAllowedNetworks(text ?? '')
  } catch (error) {
    if (!(error instanceof NetworksError)) throw error
    mistakes.push(`WEBHOOK_ALLOWED_NETWORKS: ${error.message}`)
    return nothingAllowed
  }
}

function oidcOf(env: Env, issuer: string | null, mistakes: string[]): OidcConfig | null {
  if (!issuer) return null
  const { protocol, hostname } = new URL(issuer)
  if (protocol === 'http:' && !isLoopback(hostname))
    mistakes.push('OIDC_ISSUER must begin with https://, unless the provider is on this machine.')
  const of = (name: string): string => {
    const value = env[name]?.trim()
    if (!value) mistakes.push(`${name} is missing; OIDC_ISSUER needs it.`)
    return value ?? ''
  }
  const [clientId, clientSecret] = [of('OIDC_CLIENT_ID'), of('OIDC_CLIENT_SECRET')]
  return { issuer, clientId, clientSecret, name: env.OIDC_NAME?.trim() || hostname }
}

import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { type Config, isLoopback } from './config.ts'
import type { Context } from './context.ts'
import { buildPanelIfStale } from './panel-build.ts'
import type { Duty } from './platform/database/login-roles.ts'
import { demoState, openDatabase } from './platform/database/open.ts'
import { StartError } from './platform/database/start-error.ts'
import type { Metrics } from './platform/metrics.ts'
import type { Tracing } from './platform/tracing.ts'

/** Milliseconds for one step of ending, so that all of them fit into the ten seconds that there are. */
const drainWithin = 6_000

export interface Running {
  /** Where the API listens; null for a worker alone. */
  readonly url: string | null
  /** Whether the demo's logins are there. */
  readonly demo: boolean
  stop(): Promise<void>
}

/** Starts the roles that the settings ask for. What has been opened is closed again when a later step fails. */
export async function start(config: Config, log: Logger): Promise<Running> {
  const duties: Duty[] = config.role === 'all' ? ['api', 'worker'] : [config.role]
  const open: (() => Promise<unknown>)[] = []
  /** Later opened, earlier closed; the API and the worker drain side by side. What hangs or fails holds nothing else up. */
  const stop = async () => {
    for (const close of open.splice(0).reverse())
      await Promise.race([close(), sleep(drainWithin, null, { ref: false })]).catch(reportTo(log))
  }
  try {
    const panel = duties.includes('api') ? buildPanelIfStale(log).catch(reportTo(log)) : null
    const opening = openDatabase(config, duties, log)
    // Reading the program's many files takes as long as PostgreSQL's start; the two go side by side.
    const loading = Promise.all([import('./app.ts'), import('./context.ts'), import('./worker.ts')])
    loading.catch(() => undefined)
    const database = await opening
    open.push(database.stop)
    const metrics = config.metricsPort > 0 ? await openMetrics(config, open) : null
    const tracing = config.otlpEndpoint ? await openTracing(config.otlpEndpoint, open) : null
    const [{ buildApp }, { createContext }, { startWorker }] = await loading
    const { api, worker, migrate } = database.urls

    let context: Context | null = null
    let demo = false
    if (api) {
      context = await createContext(config, api, log, { metrics, tracing })
      open.push(context.close)
      demo = database.embedded && (await prepareDemo(context, migrate))
    }
    await panel
    const app = context && (await buildApp(context))
    if (app) open.push(() => app.close())
    const url = app && (await listen(app, config))
    // Last, as building the app keeps this process busy for longer than a connection waits.
    const running = worker ? await startWorker({ config, url: worker, log, metrics }) : null
    if (running) {
      const closeApp = app ? open.pop() : undefined
      open.push(() => Promise.all([closeApp?.(), running.stop()]))
    }
    return { url, demo, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Loaded only where a collector is named: it is a large library. */
async function openTracing(endpoint: string, open: (() => Promise<unknown>)[]): Promise<Tracing> {
  const { createTracing } = await import('./platform/tracing.ts')
  const tracing = createTracing(endpoint)
  open.push(tracing.close)
  return tracing
}

async function openMetrics(
  { metricsPort: port, metricsHost: host }: Config,
  open: (() => Promise<unknown>)[],
): Promise<Metrics> {
  const [{ createMetrics }, { serveMetrics }] = await Promise.all([
    import('./platform/metrics.ts'),
    import('./platform/metrics.server.ts'),
  ])
  const metrics = createMetrics()
  open.push((await serveMetrics(metrics, { port, host })).close)
  return metrics
}

const reportTo = (log: Logger) => (error: Error) => log.error(error.message)

/** Fills an empty embedded database, unless DEMO=off; true when the demo's logins are there. */
async function prepareDemo(context: Context, owner: string): Promise<boolean> {
  const { empty, demo } = await demoState(owner)
  if (!empty || !context.config.seedDemo) return demo
  const module = await optional<{ seedDemo(context: Context, owner: string): Promise<void> }>(
    './demo/seed.ts',
  )
  if (!module) return false
  const began = Date.now()
  await module.seedDemo(context, owner)
  context.log.info(`Made the demo data in ${((Date.now() - began) / 1000).toFixed(1)} s.`)
  return true
}

async function optional<T>(path: string): Promise<T | null> {
  return existsSync(new URL(path, import.meta.url)) ? ((await import(path)) as T) : null
}

/** The address for people: the given name of this machine, with the port that was really taken. */
async function listen(app: FastifyInstance, { host, port, publicUrl }: Config): Promise<string> {
  try {
    const address = new URL(await app.listen({ host, port }))
    return isLoopback(host) ? `http://localhost:${address.port}` : publicUrl
  } catch (error) {
    if ((error as { code?: string }).code === 'EADDRINUSE')
      throw new StartError(`Port ${port} on ${host} is in use. Set PORT to another one.`)
    throw error
  }
}

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { StartError } from './database/start-error.ts'
import type { Metrics } from './metrics.ts'

export interface MetricsServer {
  readonly url: string
  close(): Promise<void>
}

/** The figures for Prometheus on a port of their own, which the public does not reach. */
export async function serveMetrics(
  { registry }: Metrics,
  { port, host }: { port: number; host: string },
): Promise<MetricsServer> {
  const server = createServer(async (request, response) => {
    if (request.url !== '/metrics' || request.method !== 'GET') {
      response.writeHead(404).end()
      return
    }
    const text = await registry.metrics().catch(() => null)
    response.writeHead(text === null ? 500 : 200, { 'content-type': registry.contentType }).end(text)
  })
  server.requestTimeout = 10_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: Error & { code?: string }) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new StartError(`Port ${port} on ${host} is in use. Set METRICS_PORT to another one.`)
          : error,
      ),
    )
    server.listen(port, host, resolve)
  })
  const { port: real } = server.address() as AddressInfo
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${real}/metrics`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

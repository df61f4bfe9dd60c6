import type { FastifyRequest } from 'fastify'
import pino, { type Logger } from 'pino'
import { prettyFactory } from 'pino-pretty'
import type { Config } from './config.ts'

/** One line for a reader at a terminal, JSON for a collector of logs in production. */
export function createLogger({ logLevel: level, production }: Config): Logger {
  outliveReaders()
  if (production) return pino({ level, serializers })
  const pretty = prettyFactory({
    colorize: process.stdout.isTTY,
    ignore: 'pid,hostname',
    translateTime: 'SYS:HH:MM:ss',
  })
  return pino({ level, serializers }, { write: (line: string) => process.stdout.write(pretty(line)) })
}

/** When whoever read our output is gone, each write fails; to report that would be another write, and so on for ever. */
function outliveReaders(): void {
  for (const output of [process.stdout, process.stderr]) output.on('error', () => {})
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The route and the ids in it: what else stands in an address (what was searched for, a token) is nobody's to read. */
function addressOf({ routeOptions, params }: FastifyRequest): string {
  const given = (params ?? {}) as Record<string, unknown>
  return (routeOptions?.url ?? '(no route)').replace(/(?<!:):(\w+)/g, (part, name: string) =>
    typeof given[name] === 'string' && uuid.test(given[name]) ? given[name] : part,
  )
}

const serializers = {
  req: (request: FastifyRequest) => ({
    method: request.method,
    url: addressOf(request),
    remoteAddress: request.ip,
  }),
}

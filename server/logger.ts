import pino, { type Logger } from 'pino'
import { prettyFactory } from 'pino-pretty'
import type { Config } from './config.ts'

/** One line for a reader at a terminal, JSON for a collector of logs in production. */
export function createLogger({ logLevel: level, production }: Config): Logger {
  if (production) return pino({ level })
  const pretty = prettyFactory({
    colorize: process.stdout.isTTY,
    ignore: 'pid,hostname',
    translateTime: 'SYS:HH:MM:ss',
  })
  return pino({ level }, { write: (line: string) => process.stdout.write(pretty(line)) })
}

import pino, { type Logger } from 'pino'
import { prettyFactory } from 'pino-pretty'
import type { Config } from './config.ts'
import { serializers } from './log-fields.ts'

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

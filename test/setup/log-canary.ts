import { randomBytes } from 'node:crypto'
import { Writable } from 'node:stream'
import pino, { type Logger } from 'pino'
import { serializers } from '../../server/log-fields.ts'

/** One word that nothing else has; all that is planted contains it. */
const word = `zqcanary${randomBytes(6).toString('hex')}`

/** What nobody may find in a log or in a refusal, one for each thing that people send. */
export const markers = {
  note: `They liked ${word}note very much`,
  mail: `${word}mail@canary.test`,
  password: `${word}password and more`,
  token: `eyJhbGciOiJFZERTQSJ9.${word}token.c2ln`,
  key: `aw_live_${word}key`,
  name: `Ada ${word}name`,
  query: `${word}query`,
  path: `${word}path`,
  header: `${word}header`,
}

export interface LogCanary {
  log: Logger
  lines: string[]
  /** Log lines with what was planted, or with one of `more`. */
  found(more?: readonly string[]): string[]
}

/** The production logger's fields, at its most talkative, into memory. */
export function logCanary(): LogCanary {
  const lines: string[] = []
  const memory = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk))
      done()
    },
  })
  return {
    log: pino({ level: 'trace', serializers }, memory),
    lines,
    found: (more = []) => lines.filter((line) => isIn(line) || more.some((secret) => line.includes(secret))),
  }
}

/** Is anything planted in this text, as it is or encoded as addresses and headers are? */
export const isIn = (text: string): boolean => text.toLowerCase().includes(word)

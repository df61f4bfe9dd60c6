import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { type Answer, AUTHORITATIVE_ANSWER, decode, encode, type RecordType } from 'dns-packet'

/** Answers to a question, the nth of its kind from 0; or how it is refused: 2 SERVFAIL, 3 NXDOMAIN; null: never. */
export type Zone = (name: string, type: 'A' | 'AAAA', nth: number) => Answer[] | 2 | 3 | null

export interface NameServer {
  /** `127.0.0.1:…`, for a resolver. */
  address: string
  /** What was asked, such as `A hooks.afterword.test`. */
  asked: string[]
  close(): void
}

/** A real name server on loopback. */
export async function startNameServer(zone: Zone): Promise<NameServer> {
  const asked: string[] = []
  const socket = createSocket('udp4')
  socket.on('message', (message, from) => {
    const { id, questions = [] } = decode(message)
    const [question] = questions
    if (question?.type !== 'A' && question?.type !== 'AAAA') return
    const line = `${question.type} ${question.name}`
    const answers = zone(question.name, question.type, asked.filter((other) => other === line).length)
    asked.push(line)
    if (answers === null) return
    const rcode = typeof answers === 'number' ? answers : 0
    const packet = {
      type: 'response' as const,
      id,
      questions,
      flags: AUTHORITATIVE_ANSWER | rcode,
      answers: typeof answers === 'number' ? [] : answers,
    }
    socket.send(encode(packet), from.port, from.address)
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const { port } = socket.address() as AddressInfo
  return { address: `127.0.0.1:${port}`, asked, close: () => socket.close() }
}

/** A record of that type; the data is an address or, for CNAME, a name. */
export const record = (name: string, type: RecordType & ('A' | 'AAAA' | 'CNAME'), data: string): Answer => ({
  name,
  type,
  ttl: 0,
  data,
})

import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export interface Received {
  from: string
  to: string[]
  source: string
}

export interface MailServer {
  url: string
  received: Received[]
  /** Answers the next messages with this instead of taking them; null takes them again. */
  refuseWith(error: { responseCode: number } | null): void
  /** Called when a message has been taken, before the answer goes out. */
  onTaken(work: (() => Promise<void>) | null): void
  close(): Promise<void>
}

/** A real SMTP server on loopback that keeps what it gets. */
export async function startMailServer(): Promise<MailServer> {
  const received: Received[] = []
  let refusal: { responseCode: number } | null = null
  let taken: (() => Promise<void>) | null = null
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', async () => {
        if (refusal) return done(Object.assign(new Error('refused'), refusal))
        const { mailFrom, rcptTo } = session.envelope
        received.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          source: Buffer.concat(chunks).toString('utf8'),
        })
        await taken?.()
        done()
      })
    },
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    refuseWith: (error) => {
      refusal = error
    },
    onTaken: (work) => {
      taken = work
    },
    close: () => new Promise((done) => server.close(() => done())),
  }
}

import { once } from 'node:events'
import net from 'node:net'

export interface CommitProxy {
  readonly port: number
  /** Resolves when the next COMMIT has been carried out, while its answer is kept from the program for good. */
  holdNextCommit(): Promise<void>
  close(): Promise<void>
}

const commit = Buffer.from('COMMIT\0')

/** Between a program and PostgreSQL, on loopback: passes everything on, but for the answer to a COMMIT that is held. */
export async function startCommitProxy(port: number, host: string): Promise<CommitProxy> {
  const sockets = new Set<net.Socket>()
  let held: (() => void) | null = null
  const server = net.createServer((near) => {
    const far = net.connect(port, host)
    let silent = false
    let tell: (() => void) | null = null
    for (const socket of [near, far])
      sockets.add(socket.on('error', () => {}).on('close', () => sockets.delete(socket)))
    near.on('data', (chunk) => {
      if (held && chunk.includes(commit)) {
        tell = held
        held = null
      }
      far.write(chunk)
    })
    far.on('data', (chunk) => {
      if (tell) {
        silent = true
        tell()
        tell = null
      }
      if (!silent) near.write(chunk)
    })
    near.on('close', () => far.destroy())
    far.on('close', () => near.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as net.AddressInfo).port,
    holdNextCommit: () =>
      new Promise((resolve) => {
        held = resolve
      }),
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

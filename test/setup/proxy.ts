import { once } from 'node:events'
import net from 'node:net'

export interface CuttableProxy {
  readonly port: number
  /** Cuts every connection and refuses new ones. */
  cut(): Promise<void>
  /** Lets nothing through from now on, of connections there are and of new ones, and closes none: cut half open. */
  stall(): void
  /** Lets them through again, on the same port. */
  mend(): Promise<void>
  close(): Promise<void>
}

/** A TCP proxy on loopback in front of `port`, which a test can cut; answers come `late` by so many milliseconds. */
export async function startProxy(port: number, late = 0): Promise<CuttableProxy> {
  const sockets = new Set<net.Socket>()
  const keep = (socket: net.Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => {})
  }
  let stalled = false
  const listen = async (at: number) => {
    const server = net.createServer((near) => {
      if (stalled) return keep(near)
      const far = net.connect(port, '127.0.0.1')
      keep(near)
      keep(far)
      near.pipe(far)
      if (late === 0) far.pipe(near)
      else far.on('data', (answer) => setTimeout(() => near.destroyed || near.write(answer), late))
      near.on('close', () => far.destroy())
      far.on('close', () => near.destroy())
    })
    server.listen(at, '127.0.0.1')
    await once(server, 'listening')
    return server
  }
  let server: net.Server | null = await listen(0)
  const own = (server.address() as net.AddressInfo).port
  const cut = async () => {
    const closing = server
    server = null
    for (const socket of sockets) socket.destroy()
    if (closing) await new Promise((resolve) => closing.close(resolve))
  }
  return {
    port: own,
    cut,
    stall() {
      stalled = true
      for (const socket of sockets) socket.unpipe().pause().removeAllListeners('data')
    },
    async mend() {
      stalled = false
      server ??= await listen(own)
    },
    close: cut,
  }
}

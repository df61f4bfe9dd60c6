import net from 'node:net'

export interface Hammering {
  port: number
  path: string
  headers: string
  /** Sent with POST; left out: GET. */
  body?: string
  connections: number
  milliseconds: number
}

/** Sends one request after another over each connection, and answers with how many were answered with 200. */
async function hammer({ port, path, headers, body, connections, milliseconds }: Hammering): Promise<number> {
  const sent = body === undefined ? '' : `content-length: ${Buffer.byteLength(body)}\r\n`
  const request = Buffer.from(
    `${body === undefined ? 'GET' : 'POST'} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n${headers}${sent}\r\n${body ?? ''}`,
  )
  const end = Date.now() + milliseconds
  const lane = () =>
    new Promise<number>((resolve, reject) => {
      const socket = net.connect({ port, host: '127.0.0.1', noDelay: true })
      let answered = 0
      let text = ''
      socket.on('error', reject)
      socket.on('connect', () => socket.write(request))
      socket.on('data', (part) => {
        text += part.toString('latin1')
        const head = text.indexOf('\r\n\r\n')
        if (head < 0) return
        const length = Number(/content-length: (\d+)/i.exec(text.slice(0, head))?.[1])
        if (text.length < head + 4 + length) return
        if (!text.startsWith('HTTP/1.1 200')) return reject(new Error(text.slice(0, 300)))
        answered++
        text = ''
        if (Date.now() < end) socket.write(request)
        else {
          socket.destroy()
          resolve(answered)
        }
      })
    })
  const counts = await Promise.all(Array.from({ length: connections }, lane))
  return counts.reduce((sum, count) => sum + count, 0)
}

process.on('message', (work: Hammering) =>
  hammer(work).then(
    (answered) => process.send?.({ answered }),
    (error) => process.send?.({ error: String(error) }),
  ),
)

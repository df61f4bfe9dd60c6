import type { Readable } from 'node:stream'

/** The beginning of a body as text. `truncated` when there was more, or it broke off or took too long. */
export interface Beginning {
  body: string
  truncated: boolean
}

/**
 * Reads at most `maxBytes` and ends the connection when there is more. Never throws: whoever has sent a status has
 * answered, and the text is only for a log.
 */
export async function readBeginning(stream: Readable, maxBytes: number): Promise<Beginning> {
  const parts: Buffer[] = []
  let size = 0
  let truncated = false
  try {
    for await (const part of stream) {
      const room = maxBytes - size
      const bytes = part as Buffer
      parts.push(bytes.subarray(0, room))
      size += Math.min(bytes.length, room)
      truncated = bytes.length > room
      if (truncated) break
    }
  } catch {
    truncated = true
  }
  // Leaving the loop destroys the stream, and with it a connection on which there is more to come.
  return { body: textOf(Buffer.concat(parts), truncated), truncated }
}

/** As PostgreSQL can keep it: no NUL; what is not UTF-8 becomes U+FFFD, a character that was cut in two nothing. */
const textOf = (bytes: Buffer, truncated: boolean): string =>
  new TextDecoder('utf-8', { ignoreBOM: true })
    .decode(bytes, { stream: truncated })
    .replaceAll('\0', '\uFFFD')

/** Names in lower case; what came several times is joined by commas. */
export const headersOf = (headers: Record<string, string | string[] | undefined>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]],
    ),
  )

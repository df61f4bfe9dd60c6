import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'

/** Passwords that became known in breaches. */
export interface BreachedPasswords {
  has(password: string): Promise<boolean>
  close(): Promise<void>
}

const hashLength = 40
/** A line is the hash, a colon, how often it was seen, and its end. */
const longestLine = 64

/**
 * Looks passwords up in a file of the form in which Have I Been Pwned gives its list out: lines of "SHA-1:count", ordered by
 * hash. SHA-1 is the list's own key and protects nothing here. The file may have any size: of 40 GB some thirty lines are
 * read. Without a path nothing is breached. Throws when the file cannot be read, or is not of that form.
 */
export async function openBreachedPasswords(path: string | null): Promise<BreachedPasswords> {
  if (!path) return { has: async () => false, close: async () => {} }
  const file = await open(path, 'r')
  const { size } = await file.stat()
  /** The first line that begins at this place or after it, and where it begins; null past the last one. */
  const lineFrom = async (at: number): Promise<{ hash: string; begins: number } | null> => {
    const from = Math.max(0, at - 1)
    const { buffer, bytesRead } = await file.read(Buffer.alloc(longestLine * 2), 0, longestLine * 2, from)
    const text = buffer.toString('latin1', 0, bytesRead)
    const skipped = at === 0 ? 0 : text.indexOf('\n') + 1
    if (at > 0 && skipped === 0) return null
    const hash = text.slice(skipped, skipped + hashLength)
    return hash.length === hashLength ? { hash: hash.toUpperCase(), begins: from + skipped } : null
  }
  const first = await lineFrom(0)
  if (!first || !/^[0-9A-F]{40}$/.test(first.hash)) {
    await file.close()
    throw new Error(`BREACHED_PASSWORDS: ${path} does not begin with a line of the form "SHA-1:count".`)
  }
  return {
    async has(password) {
      const wanted = createHash('sha1').update(password).digest('hex').toUpperCase()
      let [low, high] = [0, size]
      while (low < high) {
        const middle = Math.floor((low + high) / 2)
        const line = await lineFrom(middle)
        if (line?.hash === wanted) return true
        if (line && line.hash < wanted) low = line.begins + 1
        else high = middle
      }
      return false
    },
    close: () => file.close(),
  }
}

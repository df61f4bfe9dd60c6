import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** Documents that are known by the SHA-256 of their text; written by `npm run graphql:persist`. */
export interface Manifest {
  documents: Record<string, { name: string; text: string }>
}

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

/** The documents of a manifest by their hash. Throws when it can not be read, or was changed by hand. */
export function readManifest(path: string): ReadonlyMap<string, string> {
  const { documents } = JSON.parse(readFileSync(path, 'utf8')) as Manifest
  const found = Object.entries(documents).map(([hash, { text }]): [string, string] => [hash, text])
  const wrong = found.filter(([hash, text]) => hashOf(text) !== hash)
  if (wrong.length > 0) throw new Error(`${path} has documents that are not those of their hashes.`)
  return new Map(found)
}

/** What of a request may name a document: the draft of GraphQL over HTTP, or as Apollo's clients send it. */
export interface Naming {
  documentId?: unknown
  extensions?: unknown
}

/** The hash that a request names; null when it names none, '' when what it names is no hash. */
export function hashIn({ documentId, extensions }: Naming): string | null {
  const { persistedQuery } = (extensions ?? {}) as { persistedQuery?: { sha256Hash?: unknown } }
  const named = documentId ?? persistedQuery?.sha256Hash
  if (named === undefined || named === null) return null
  return /^(?:sha256:)?([0-9a-f]{64})$/i.exec(String(named))?.[1]?.toLowerCase() ?? ''
}

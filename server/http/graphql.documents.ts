import type { Config } from '../config.ts'
import { hashIn, hashOf, type Naming, readManifest } from '../graphql/persisted.ts'
import { DomainError, invalid, notFound } from '../platform/errors.ts'

/**
 * The text of the document that a request sends, or names by its hash. Only the operator's own documents have hashes:
 * nothing is remembered of what clients send. With GRAPHQL_PERSISTED_ONLY nothing else is answered.
 */
export function documents({
  graphqlDocuments,
  graphqlPersistedOnly,
}: Pick<Config, 'graphqlDocuments' | 'graphqlPersistedOnly'>): (sent: Naming & { query?: string }) => string {
  const known: ReadonlyMap<string, string> = graphqlDocuments ? readManifest(graphqlDocuments) : new Map()
  return (sent) => {
    const { query } = sent
    const hash = hashIn(sent)
    if (query === undefined || query === '') {
      if (hash === null) throw invalid('/query', 'required', 'is required')
      const text = known.get(hash)
      if (text === undefined) throw notFound('persisted document')
      return text
    }
    const own = hash === null && !graphqlPersistedOnly ? null : hashOf(query.trim())
    if (hash !== null && hash !== own)
      throw invalid('/documentId', 'not_of_query', 'is not the hash of the query')
    if (graphqlPersistedOnly && !known.has(own ?? ''))
      throw new DomainError(
        'forbidden',
        'This server answers persisted documents only. Name one by documentId.',
      )
    return query
  }
}

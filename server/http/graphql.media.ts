/** The media type of its own that GraphQL over HTTP gives to answers, and the one that all readers know. */
export const ownType = 'application/graphql-response+json'
export const plainType = 'application/json'

/** The media type of an answer, by Accept (RFC 9110): the graph's own where it is named and not less wanted than plain JSON. */
export function answerType(accept: string | undefined): typeof ownType | typeof plainType {
  const weights = new Map<string, number>()
  for (const part of (accept ?? '').slice(0, 1000).split(',')) {
    const [type = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase())
    const weight = Number(parameters.find((text) => text.startsWith('q='))?.slice(2) ?? 1)
    if (!weights.has(type)) weights.set(type, Number.isNaN(weight) ? 0 : weight)
  }
  const own = weights.get(ownType) ?? 0
  return own > 0 && own >= (weights.get(plainType) ?? 0) ? ownType : plainType
}

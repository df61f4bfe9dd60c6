/**
 * react-admin counts pages, the API gives cursors. A cursor is remembered for each page that was seen, under
 * the question it belongs to: another filter, order or page size is another question.
 */
export interface PageQuestion {
  resource: string
  filter: unknown
  sort: unknown
  perPage: number
}

const LIMIT = 200

const keyOf = ({ resource, filter, sort, perPage }: PageQuestion) =>
  JSON.stringify([resource, filter ?? {}, sort ?? null, perPage])

export function createPaging() {
  const questions = new Map<string, Map<number, string>>()

  return {
    /** The cursor of a page: null for the first, undefined for one that cannot be reached from here. */
    cursorFor(question: PageQuestion, page: number): string | null | undefined {
      if (page <= 1) return null
      return questions.get(keyOf(question))?.get(page)
    },
    /** Remembers where the page after `page` begins; null: there is none. */
    remember(question: PageQuestion, page: number, nextCursor: string | null): void {
      const key = keyOf(question)
      const pages = questions.get(key) ?? new Map<number, string>()
      questions.delete(key)
      questions.set(key, pages)
      if (nextCursor === null) pages.delete(page + 1)
      else pages.set(page + 1, nextCursor)
      const oldest = questions.keys().next().value
      if (questions.size > LIMIT && oldest !== undefined) questions.delete(oldest)
    },
    clear: () => questions.clear(),
  }
}

/** A row as it stands on the page; `gone`: the list no longer has it, but it stays where it was for a while. */
export interface Settled<T> {
  key: string
  row: T
  gone: boolean
}

interface Options<T> {
  keyOf: (row: T) => string
  /** Rows the reader acted upon: they stay for their Undo, even when the list has dropped them. */
  kept: ReadonlySet<string>
  /** The pointer or the focus is in the list: nothing may move or vanish under it. */
  held: boolean
}

/**
 * What to show after a refetch. While the list is held, every row stays at its place, with what is new about it,
 * and new rows come last; otherwise the list's order counts, and only kept rows are put back where they were.
 */
export function settle<T>(
  before: readonly Settled<T>[],
  rows: readonly T[],
  options: Options<T>,
): Settled<T>[] {
  const { keyOf, kept, held } = options
  const fresh = new Map(rows.map((row) => [keyOf(row), row]))
  if (held && before.length > 0) {
    const known = new Set(before.map(({ key }) => key))
    const stayed = before.map(({ key, row }) => ({ key, row: fresh.get(key) ?? row, gone: !fresh.has(key) }))
    const added = rows.filter((row) => !known.has(keyOf(row)))
    return [...stayed, ...added.map((row) => ({ key: keyOf(row), row, gone: false }))]
  }
  const settled = rows.map((row) => ({ key: keyOf(row), row, gone: false }))
  before.forEach(({ key, row }, index) => {
    if (kept.has(key) && !fresh.has(key))
      settled.splice(Math.min(index, settled.length), 0, { key, row, gone: true })
  })
  return settled
}

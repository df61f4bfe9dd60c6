/** Splits what is asked by id into portions that the API takes, each id once. */
export function chunks<T>(values: readonly T[], size: number): T[][] {
  const unique = [...new Set(values)]
  const portions: T[][] = []
  for (let start = 0; start < unique.length; start += size) portions.push(unique.slice(start, start + size))
  return portions
}

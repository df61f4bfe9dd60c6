/** Whether two JSON values are equal whatever the order of their keys, which PostgreSQL's jsonb does not keep. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const left = Object.entries(a)
  return left.length === Object.keys(b).length && left.every(([key, value]) => hasSame(b, key, value))
}

function hasSame(object: object, key: string, value: unknown): boolean {
  return Object.hasOwn(object, key) && sameJson(value, (object as Record<string, unknown>)[key])
}

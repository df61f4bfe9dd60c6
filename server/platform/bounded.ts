/** A map that forgets its oldest entry when it is full. */
export function bounded<T>(most: number) {
  const entries = new Map<string, T>()
  return {
    get: (name: string) => entries.get(name),
    set(name: string, value: T) {
      const [oldest] = entries.keys()
      if (oldest !== undefined && entries.size >= most && !entries.has(name)) entries.delete(oldest)
      entries.set(name, value)
    },
  }
}

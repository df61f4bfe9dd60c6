import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let now = Date.now()
let skew = 0
let timer: ReturnType<typeof setInterval> | undefined

function tick(): void {
  now = Date.now() + skew
  for (const listener of listeners) listener()
}

/** The server's clock is the one that counts: its `now` corrects the browser's. */
export function syncNow(serverNow: string): void {
  const next = Date.parse(serverNow) - Date.now()
  if (Number.isNaN(next) || Math.abs(next - skew) < 2000) return
  skew = next
  tick()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(tick, 20_000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** The present, as the server sees it, renewed every twenty seconds; an RFC 3339 instant. */
export const useNow = (): string => new Date(useSyncExternalStore(subscribe, () => now)).toISOString()

/** The same outside of rendering, to the millisecond. */
export const serverNow = (): string => new Date(Date.now() + skew).toISOString()

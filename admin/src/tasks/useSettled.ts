import { useCallback, useRef, useState } from 'react'
import { type Settled, settle } from './settle.ts'

/** After this long without a key, the focus alone no longer keeps the rows still. */
const IDLE = 30_000

/** Rows that keep still while the pointer or the focus is among them; spread `hold` on their container. */
export function useSettled<T>(rows: readonly T[], keyOf: (row: T) => string, kept: ReadonlySet<string>) {
  const container = useRef<HTMLElement | null>(null)
  const touched = useRef(0)
  const [pointer, setPointer] = useState(false)
  const before = useRef<Settled<T>[]>([])

  // Asked at each rendering, as a button that vanishes with the focus on it says no goodbye.
  const focused =
    container.current?.contains(document.activeElement) === true && Date.now() - touched.current < IDLE
  const settled = settle(before.current, rows, { keyOf, kept, held: pointer || focused })
  before.current = settled

  const touch = useCallback(() => {
    touched.current = Date.now()
  }, [])
  return {
    settled,
    container,
    hold: {
      onPointerEnter: (event: React.PointerEvent) => setPointer(event.pointerType === 'mouse'),
      onPointerLeave: () => setPointer(false),
      onFocus: touch,
      onKeyDown: touch,
    },
    /** Another question (tab, filter): the old rows do not stay. */
    reset: useCallback(() => {
      before.current = []
    }, []),
  }
}

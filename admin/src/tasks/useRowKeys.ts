import { type RefObject, useEffect } from 'react'
import { isTyping } from '../layout/useGlobalKeys.ts'

const rowsIn = (list: HTMLElement) => [...list.querySelectorAll<HTMLElement>('[data-row]')]

/** The row that has the focus, or holds what has it. */
const currentIn = (rows: HTMLElement[]) => rows.findIndex((row) => row.contains(document.activeElement))

const press = (row: HTMLElement | undefined, act: string) => {
  const button = row?.querySelector<HTMLElement>(`[data-act="${act}"]:not([disabled])`)
  button?.click()
  return Boolean(button)
}

/** j and k move among the rows of a list; d, s, u press Done, Snooze, Undo of the row with the focus. */
export function useRowKeys(list: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!list.current || isTyping(event)) return
      const rows = rowsIn(list.current)
      const at = currentIn(rows)
      const row = rows[at]
      if (!obey(event.key, rows, at)) return
      event.preventDefault()
      // The button that had the focus may be gone after the act; the row stays.
      if (row && event.key !== 's' && !['j', 'k', 'Enter'].includes(event.key)) row.focus()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [list])
}

/** Does what a key means for the row at `at`; false when it means nothing there. */
function obey(key: string, rows: HTMLElement[], at: number): boolean {
  const row = rows[at]
  switch (key) {
    case 'j':
      return focusRow(rows[Math.min(at + 1, rows.length - 1)])
    case 'k':
      return focusRow(rows[Math.max(at - 1, 0)])
    case 'd':
      return press(row, 'done')
    case 's':
      return press(row, 'snooze')
    case 'u':
      return press(row, 'undo')
    case 'Enter':
      return document.activeElement === row && press(row, 'open')
    default:
      return false
  }
}

function focusRow(row: HTMLElement | undefined): boolean {
  row?.focus()
  row?.scrollIntoView({ block: 'nearest' })
  return Boolean(row)
}

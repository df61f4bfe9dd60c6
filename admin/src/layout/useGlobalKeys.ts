import { useEffect } from 'react'
import { useNavigate } from 'react-router'
import { debriefLink } from './links.ts'

/** The search field wears this id, so that `/` finds it on whichever page. */
export const SEARCH_ID = 'panel-search'

/** Letters are commands only where nobody is writing and nothing lies above the page. */
export function isTyping(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return true
  if (document.querySelector('[role="dialog"], [role="menu"], [role="listbox"]')) return true
  const target = event.target as HTMLElement | null
  return Boolean(target?.isContentEditable || target?.closest('input, textarea, select'))
}

/** `/` searches, `?` helps, `n` begins a debrief, wherever the reader is. */
export function useGlobalKeys(onHelp: () => void): void {
  const navigate = useNavigate()
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isTyping(event)) return
      if (event.key === '?') onHelp()
      else if (event.key === 'n') navigate(debriefLink.to)
      else if (event.key === '/') {
        const fields = [...document.querySelectorAll<HTMLElement>(`#${SEARCH_ID}, [data-search]`)]
        fields.find((field) => field.offsetParent !== null)?.focus()
      } else return
      event.preventDefault()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [navigate, onHelp])
}

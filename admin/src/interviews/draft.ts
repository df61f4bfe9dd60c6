import type { DebriefValues } from './debriefForm.ts'

/** Kept in this tab only, under the person who writes, so that nobody else finds it after them. */
const keyOf = (userId: string) => `afterword.debrief.${userId}`

export function readDraft(userId: string): DebriefValues | null {
  try {
    const text = sessionStorage.getItem(keyOf(userId))
    return text ? (JSON.parse(text) as DebriefValues) : null
  } catch {
    return null
  }
}

export const writeDraft = (userId: string, values: DebriefValues): void =>
  sessionStorage.setItem(keyOf(userId), JSON.stringify(values))

export const dropDraft = (userId: string): void => sessionStorage.removeItem(keyOf(userId))

import type { DebriefValues } from './debriefForm.ts'

/**
 * What somebody is writing about an interview, while they look at other pages. In this page's memory and never in the
 * browser's storage, which outlives the login; under the person who writes, so that nobody else finds it after them.
 */
const drafts = new Map<string, DebriefValues>()

export const readDraft = (userId: string): DebriefValues | null => drafts.get(userId) ?? null

/** A copy: the form goes on changing its own values. */
export const writeDraft = (userId: string, values: DebriefValues): void =>
  void drafts.set(userId, structuredClone(values))

export const dropDraft = (userId: string): void => void drafts.delete(userId)

/** When somebody signs out. */
export const dropDrafts = (): void => drafts.clear()

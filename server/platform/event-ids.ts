/*
 * Ids of events are UUIDv7 by the database's clock, and the table of events has a partition for each day's ids. Readers that
 * go by the order of transactions name a first id too, so that older days need not be looked at.
 */

/** Milliseconds by which an event's id may be older than those of transactions before it: no transaction lives for a day. */
export const longestTransaction = 86_400_000

/** The smallest id that is made at this moment, in milliseconds. */
export function firstIdOf(moment: number): string {
  const hex = Math.max(0, Math.floor(moment)).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`
}

/** When an id was made, in milliseconds; 0 for one without a moment. */
export const momentOfId = (id: string): number => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)

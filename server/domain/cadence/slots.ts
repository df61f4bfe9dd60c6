import type { RuleId, TaskKind } from '../vocabulary.ts'

/*
 * A derived task's identity within its interview: the rule, the contact, and for follow-ups and checks the
 * statement. A slot's lane is what there is at most one open task of: the contact's thank-you, the first follow-up.
 */

export function contactSlot(rule: 'thank-you' | 'obtain-contact' | 'promise', key: string): string {
  return `${rule}:${encodeURIComponent(key)}`
}

/** `turn` counts the follow-ups of one kind in a plan, from 1. */
export function statementSlot(
  kind: TaskKind,
  turn: number,
  rule: RuleId,
  contact: string | null,
  statement: string | null,
): string {
  return [kind, turn, rule, encodeURIComponent(contact ?? ''), encodeURIComponent(statement ?? '')].join(':')
}

/** The slot of an `obtain_contact` whose means were found so many times before and have gone missing again. */
export function slotOfTurn(slot: string, done: number): string {
  return done === 0 ? slot : `${slot}:${done + 1}`
}

export function laneOf(slot: string): string {
  return slot.split(':', 2).join(':')
}

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

export function laneOf(slot: string): string {
  const parts = slot.split(':')
  return parts.length === 5 ? `${parts[0]}:${parts[1]}` : slot
}

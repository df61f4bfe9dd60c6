/** Codes stored with a cancelled task; the sentence is in reasons/. */
export const cancelReasons = [
  'superseded',
  'outcome_next_round',
  'outcome_offer',
  'outcome_rejected',
  'outcome_withdrawn',
  'do_not_contact',
  'cold',
  'participant_removed',
  'promise_removed',
  'not_needed',
  'deleted',
  'interview_cancelled',
  'no_show',
  'client_inactive',
  'replaced',
  'offer_accepted',
] as const
export type CancelReason = (typeof cancelReasons)[number]

/** Reasons for which a whole interview's open tasks go, and come back when it does. */
export const goneReasons = ['deleted', 'interview_cancelled', 'no_show', 'client_inactive'] as const
export type GoneReason = (typeof goneReasons)[number]

export function isGoneReason(code: string | null): code is GoneReason {
  return (goneReasons as readonly (string | null)[]).includes(code)
}

/** Whether the rules cancelled it, so that they may reopen it; a person's cancelling stands. */
export function isReopenable(code: string | null): boolean {
  return (cancelReasons as readonly (string | null)[]).includes(code)
}

import type { RuleId, TaskChannel, TaskKind, TaskStatus } from '../vocabulary.ts'
import type { CancelReason, GoneReason } from './cancel-reasons.ts'
import type { ReasonFacts } from './facts.ts'
import type { PlannedTask } from './types.ts'

/** A stored task of the interview, as far as re-planning looks at it. */
export interface ExistingTask {
  id: string
  /** null: not derived by a rule (custom); touched only when the whole interview goes or comes back. */
  slot: string | null
  kind: TaskKind
  channel: TaskChannel
  status: TaskStatus
  dueAt: string
  overdueAt: string | null
  movedByHand: boolean
  /** A CancelReason where the rules cancelled it; anything else is a person's and stands. */
  cancelReason: string | null
  statementKey: string | null
  participant: string | null
  rule: RuleId | null
  facts: ReasonFacts | null
}

export interface ReplanContext {
  /** Set while the interview is deleted, cancelled or not held, or its client inactive: all open tasks go. */
  gone: GoneReason | null
}

/**
 * What re-planning does to one task. `planned` is what the row must hold afterwards (what a person moved by hand
 * is already in it); for `keep` it need only be written where `write` says so, since only what is not shown as a
 * move has changed (slot, statement, rule, facts).
 */
export type TaskChange =
  | { action: 'create'; planned: PlannedTask }
  | { action: 'keep'; id: string; planned: PlannedTask; write: boolean }
  | { action: 'move'; id: string; planned: PlannedTask }
  /** `planned` is null for a custom task, which comes back as it was. */
  | { action: 'reopen'; id: string; planned: PlannedTask | null }
  /** An `obtain_contact` whose means have been filled in. */
  | { action: 'complete'; id: string }
  | { action: 'cancel'; id: string; cancelReason: CancelReason }

export function isOpen({ status }: { status: TaskStatus }): boolean {
  return status === 'blocked' || status === 'scheduled' || status === 'due' || status === 'overdue'
}

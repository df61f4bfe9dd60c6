import { invalid } from '../../platform/errors.ts'
import type { DecisionInput } from './interviews.schema.ts'

/** Whether what belongs to each kind of statement is there, and nothing else. Throws at the field's pointer. */
export function checkDecision({ kind, date, days }: DecisionInput): void {
  if (kind === 'byDate' && date === undefined)
    throw invalid('/decision/date', 'required', 'is required for byDate')
  if (kind === 'within' && days === undefined)
    throw invalid('/decision/days', 'required', 'is required for within')
  if (date !== undefined && kind !== 'byDate' && kind !== 'doNotContact')
    throw invalid('/decision/date', 'not_allowed', `does not go with ${kind}`)
  if (days !== undefined && kind !== 'within')
    throw invalid('/decision/days', 'not_allowed', `does not go with ${kind}`)
}

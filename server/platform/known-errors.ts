import { CadenceInputError } from '../domain/cadence/errors.ts'
import { DomainError, isDatabaseAway, isDeadlock, isPoolExhausted, violatedConstraint } from './errors.ts'

export const overloaded = (): DomainError =>
  new DomainError(
    'overloaded',
    'The server has more to do than it can at the moment. Nothing was changed; try again in a few seconds.',
    [],
    { 'retry-after': '5' },
  )

/** What a thrown value means to the caller; null for what is not known and must be masked. */
export function toDomainError(error: unknown): DomainError | null {
  if (error instanceof DomainError) return error
  if (error instanceof CadenceInputError) {
    const { pointer, code, message } = error
    return new DomainError('validation-failed', `${pointer} ${message}.`, [{ pointer, code, message }])
  }
  // Transactions that waited for each other have been tried again already.
  if (isPoolExhausted(error) || isDeadlock(error)) return overloaded()
  if (isDatabaseAway(error))
    return new DomainError(
      'unavailable',
      'The database cannot be reached at the moment. Nothing was changed; try again in a few seconds.',
      [],
      { 'retry-after': '2' },
    )
  if (violatedConstraint(error) !== null)
    return new DomainError(
      'conflict',
      'Somebody else wrote something in the meantime that excludes this. Load it anew.',
    )
  return null
}

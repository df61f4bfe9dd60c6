/** Why somebody was refused, for the log alone: a word and ids, never a value. */
export interface Refusal {
  /** Such as `wrong_password`. */
  reason: string
  /** By what they tried to log in. */
  method?: string
  /** Whose login it would have been, where that is known. */
  accountId?: string | undefined
}

const refusals = new WeakMap<Error, Refusal>()

/** The same failure, with what the log may say about it. Its answer stays as it is, so that it tells nobody more. */
export function because<Failure extends Error>(failure: Failure, refusal: Refusal): Failure {
  refusals.set(failure, refusal)
  return failure
}

export const refusalOf = (failure: unknown): Refusal | undefined =>
  failure instanceof Error ? refusals.get(failure) : undefined

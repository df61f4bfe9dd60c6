export const cadenceErrorCodes = [
  'invalid_time_zone',
  'invalid_instant',
  'invalid_date',
  'ends_before_start',
  'decision_before_interview',
  'required',
  'out_of_range',
  'snooze_too_long',
  'snooze_in_past',
] as const
export type CadenceErrorCode = (typeof cadenceErrorCodes)[number]

/** Input that the rules refuse; `pointer` is a JSON pointer into the API's body, such as `/decision/date`. */
export class CadenceInputError extends Error {
  readonly code: CadenceErrorCode
  readonly pointer: string

  constructor(code: CadenceErrorCode, pointer: string, message: string) {
    super(message)
    this.name = 'CadenceInputError'
    this.code = code
    this.pointer = pointer
  }
}

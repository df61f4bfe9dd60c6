/** Something about the start that the operator can mend; the message says how, and no stack is shown. */
export class StartError extends Error {
  override readonly name = 'StartError'
}

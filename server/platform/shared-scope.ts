import type { Caller } from './actor.ts'
import { DomainError } from './errors.ts'
import { type Action, requirePermission, type Scope, type ScopeSource, withScope } from './scope.ts'

/** One transaction that several actions share, such as the resolvers of one GraphQL query. */
export interface SharedScope {
  /** Performs an action in the shared transaction, which opens at the first call. */
  perform<Input, Output>(action: Action<Input, Output>, input: Input): Promise<Output>
  /** Commits, and gives the connection back. Safe to call twice, and without anything opened. */
  close(): Promise<void>
}

export function sharedScope(source: ScopeSource, caller: Caller): SharedScope {
  let opened: Promise<Scope> | null = null
  let ended: Promise<void> = Promise.resolve()
  let finish = () => {}
  // One connection takes one statement after another: what resolvers ask for at once waits its turn here.
  let last: Promise<unknown> = Promise.resolve()
  let closed = false

  const open = (): Promise<Scope> => {
    opened ??= new Promise((resolve, reject) => {
      ended = withScope(source, caller, null, (scope) => {
        resolve(scope)
        return new Promise<void>((end) => {
          finish = end
        })
      })
      ended.catch(reject)
    })
    return opened
  }
  return {
    perform({ permission, run }, input) {
      const mine = last.then(async () => {
        if (closed) throw new DomainError('internal', 'The answer has been given already.')
        const scope = await open()
        requirePermission(scope.actor, permission)
        return run(scope, input)
      })
      last = mine.catch(() => {})
      return mine
    },
    async close() {
      closed = true
      await last // a resolver may still be at work when its sibling's failure has already made the answer
      finish()
      await ended.catch(() => {}) // what failed has been reported by the action that met it
    },
  }
}

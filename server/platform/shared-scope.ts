import type { Caller } from './actor.ts'
import { DomainError, isDeadlock } from './errors.ts'
import { toDomainError } from './known-errors.ts'
import type { NewEvent } from './outbox.ts'
import { type Action, requirePermission, type Scope, type ScopeSource, withScope } from './scope.ts'

/** One transaction that several actions share, such as the resolvers of one GraphQL operation. */
export interface SharedScope {
  /** Performs an action in the shared transaction, which opens at the first call. */
  perform<Input, Output>(action: Action<Input, Output>, input: Input): Promise<Output>
  /** The same for an action that writes: what it wrote goes when it fails, and what others wrote stays. */
  write<Input, Output>(action: Action<Input, Output>, input: Input): Promise<Output>
  /** Does something in the transaction for which nobody needs a permission. */
  within<Output>(work: (scope: Scope) => Promise<Output>): Promise<Output>
  /** Ends the transaction and gives the connection back. Safe to call twice, and without anything opened. Throws when it can not be committed. */
  close(how?: 'commit' | 'rollback'): Promise<void>
}

const takenBack = Symbol('rolled back')
const tries = 3

export function sharedScope(source: ScopeSource, caller: Caller): SharedScope {
  let opened: Promise<Scope> | null = null
  let ended: Promise<void> = Promise.resolve()
  let finish: (how: 'commit' | 'rollback') => void = () => {}
  // One connection takes one statement after another: what resolvers ask for at once waits its turn here.
  let last: Promise<unknown> = Promise.resolve()
  let closed = false
  // A statement that failed has ended the transaction, though the database would take a COMMIT without a word.
  let broken: unknown = null
  let hasWritten = false

  const open = (): Promise<Scope> => {
    opened ??= new Promise((resolve, reject) => {
      ended = withScope(source, caller, null, (scope) => {
        resolve(scope)
        return new Promise<void>((end, fail) => {
          finish = (how) => (how === 'commit' ? end() : fail(takenBack))
        })
      })
      ended.catch(reject)
    })
    return opened
  }
  const within = <Output>(work: (scope: Scope) => Promise<Output>): Promise<Output> => {
    const mine = last.then(async () => {
      if (closed) throw new DomainError('internal', 'The answer has been given already.')
      return work(await open())
    })
    last = mine.catch(() => {})
    return mine
  }
  const remembering = async <Output>(work: Promise<Output>): Promise<Output> => {
    try {
      return await work
    } catch (error) {
      if (!toDomainError(error)) broken ??= error
      throw error
    }
  }
  return {
    within,
    perform: ({ permission, run }, input) =>
      within((scope) => {
        requirePermission(scope.actor, permission)
        return remembering(run(scope, input))
      }),
    write: ({ permission, run }, input) =>
      within((scope) => {
        requirePermission(scope.actor, permission)
        hasWritten = true
        return setApart(scope, (own) => run(own, input))
      }),
    async close(how = 'commit') {
      const first = !closed
      closed = true
      await last // a resolver may still be at work when its sibling's failure has already made the answer
      const lost = how === 'commit' && hasWritten && broken !== null
      finish(lost ? 'rollback' : how)
      await ended.catch((error) => {
        // What failed while opening has been reported by the action that met it.
        if (first && opened && error !== takenBack)
          return opened.then(
            () => Promise.reject(error),
            () => {},
          )
      })
      if (lost && first) throw broken
    },
  }
}

/** Behind a savepoint: what fails is taken back alone, with its events. Two that wait for each other: it is tried again. */
async function setApart<Output>(scope: Scope, work: (own: Scope) => Promise<Output>): Promise<Output> {
  for (let left = tries; ; left--) {
    const events: NewEvent[] = []
    const moments: Date[] = []
    const own: Scope = Object.create(scope, {
      emit: { value: (event: NewEvent) => void events.push(event) },
      wakeAt: { value: (moment: Date) => void moments.push(moment) },
    })
    await scope.db.query('SAVEPOINT apart')
    try {
      const output = await work(own)
      await scope.db.query('RELEASE SAVEPOINT apart')
      for (const event of events) scope.emit(event)
      for (const moment of moments) scope.wakeAt(moment)
      return output
    } catch (error) {
      await scope.db.query('ROLLBACK TO SAVEPOINT apart').catch(() => {}) // gone with its connection
      if (left <= 1 || !isDeadlock(error)) throw error
    }
  }
}

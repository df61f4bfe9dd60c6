import type { FastifyBaseLogger } from 'fastify'
import type { ExecutionArgs, GraphQLSchema } from 'graphql'
import type { SubscribePayload } from 'graphql-ws'
import type { Feed } from '../features/live/live.feed.ts'
import type { Happening } from '../features/live/live.store.ts'
import { publicError, type RawError } from '../graphql/answer.ts'
import { batches } from '../graphql/batches.ts'
import { type Listening, listeningFrom, tell } from '../graphql/live.ts'
import type { GraphPart } from '../graphql/part.ts'
import type { Caller } from '../platform/actor.ts'
import { DomainError, invalid } from '../platform/errors.ts'
import { requirePermission, type ScopeSource, withScope } from '../platform/scope.ts'
import { sharedScope } from '../platform/shared-scope.ts'

/** Happenings that may wait for a reader; one who lets more wait is dropped. */
const mostWaiting = 10_000

interface Hearing {
  caller: Caller
  payload: SubscribePayload
  telling: { requestId: string; suggesting: boolean; log: FastifyBaseLogger }
  tooSlow(): void
  ended(): void
}

/** What graphql-ws runs: the operation, and the answers as they come. */
export type Stream = ExecutionArgs & { stream(): AsyncIterableIterator<never> }

/** What is wrong with a document, all of it. */
class Wrong extends Error {
  readonly wrong: readonly RawError[]
  constructor(wrong: readonly RawError[]) {
    super('wrong')
    this.wrong = wrong
  }
}

/** graphql-ws knows errors of its own copy of graphql only; so a refusal is a subscription that fails at once. */
export const refusing = (error: unknown): Stream =>
  ({
    document: { kind: 'Document', definitions: [nothing] },
    async *stream(): AsyncIterableIterator<never> {
      yield* []
      throw error
    },
  }) as unknown as Stream

const nothing = {
  kind: 'OperationDefinition',
  operation: 'subscription',
  selectionSet: { kind: 'SelectionSet', selections: [] },
}

/**
 * Prepares a subscription. Each round of happenings is looked at in a transaction of its own as the caller, whose login,
 * role and clients are read anew: what they may not see by then is not told.
 */
export const hearing =
  (
    schema: GraphQLSchema,
    parts: readonly GraphPart[],
    source: ScopeSource,
    feed: Feed,
    introspection: boolean,
  ) =>
  async ({ caller, payload, telling, tooSlow, ended }: Hearing): Promise<Stream> => {
    const found = listeningFrom(schema, parts, payload as never, introspection)
    if (!('live' in found)) throw new Wrong(found)
    const listening: Listening = found
    const args = checked(listening.args)
    const { live } = listening
    await withScope(source, caller, null, async ({ actor }) => requirePermission(actor, live.hear.permission))

    const answersTo = async (happenings: readonly Happening[]): Promise<object[]> => {
      const scope = sharedScope(source, caller)
      try {
        const values = await scope.perform(live.hear, { happenings, args })
        const answers: object[] = []
        for (const value of values) {
          const { data, errors } = await tell(schema, listening, value, { scope, batches: batches() })
          answers.push({
            data,
            ...(errors && { errors: errors.map((error) => wire(publicError(error, telling))) }),
          })
        }
        return answers
      } catch (error) {
        if (error instanceof DomainError && error.kind === 'unauthorized') ended()
        throw error
      } finally {
        await scope.close().catch(() => {})
      }
    }
    const concerns = ({ type, clientId }: Happening) =>
      live.types.test(type) && (args.clientId === undefined || args.clientId === clientId)
    return {
      schema,
      document: listening.document,
      operationName: listening.operationName,
      stream: () =>
        streamOf(
          (hear) => feed.follow(caller.organizationId, (all) => hear(all.filter(concerns))),
          answersTo,
          tooSlow,
        ) as AsyncIterableIterator<never>,
    }
  }

/** graphql-ws asks errors for their JSON. */
const wire = (error: object) => ({ ...error, toJSON: () => error })

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

function checked(args: Readonly<Record<string, unknown>>): Record<string, string> {
  const given = Object.entries(args).filter(([, value]) => value != null)
  for (const [name, value] of given)
    if (!uuid.test(String(value)) && !(name === 'coachId' && value === 'me'))
      throw invalid(name, 'format', 'must be a valid uuid')
  return Object.fromEntries(given.map(([name, value]) => [name, String(value).toLowerCase()]))
}

/** Rounds of at most so many, so that a transaction is short, and none is open while a reader takes its time. */
const mostAtOnce = 20

/**
 * Answers as happenings come. Of what waits, the same thing about the same record is kept once, the latest; who lets more
 * than {@link mostWaiting} things wait does not keep up.
 */
function streamOf(
  follow: (hear: (happenings: readonly Happening[]) => void) => Promise<() => void>,
  answersTo: (happenings: readonly Happening[]) => Promise<object[]>,
  tooSlow: () => void,
): AsyncIterableIterator<object> {
  const waiting = new Map<string, Happening>()
  let closed = false
  let wake = () => {}
  const generator = (async function* () {
    const leave = await follow((happenings) => {
      for (const one of happenings) {
        const key = `${one.type} ${one.subjectId}`
        waiting.delete(key)
        waiting.set(key, one)
      }
      if (waiting.size > mostWaiting) {
        closed = true
        tooSlow()
      }
      wake()
    })
    try {
      while (!closed) {
        if (waiting.size === 0) {
          await new Promise<void>((resolve) => {
            wake = resolve
          })
          continue
        }
        const round = [...waiting].slice(0, mostAtOnce)
        for (const [key] of round) waiting.delete(key)
        for (const answer of await answersTo(round.map(([, one]) => one))) {
          if (closed) return
          yield answer
        }
      }
    } finally {
      leave()
    }
  })()
  // A generator that waits can not be ended from outside: it is woken first.
  return {
    next: () => generator.next(),
    async return() {
      closed = true
      wake()
      await generator.return(undefined)
      return { done: true, value: undefined }
    },
    throw: (error) => generator.throw(error),
    [Symbol.asyncIterator]() {
      return this
    },
    [Symbol.toStringTag]: 'AsyncGenerator',
  } as AsyncIterableIterator<object>
}

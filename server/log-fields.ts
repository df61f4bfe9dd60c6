import type { FastifyReply, FastifyRequest } from 'fastify'
import { whereabouts } from './http/whereabouts.ts'
import { unquoted } from './platform/failures.ts'

/*
 * What may stand in a log line: which route, which outcome, which kind of failure. Never what somebody sent: addresses
 * lose their query, failures the values that drivers and parsers like to quote.
 */

const req = (request: FastifyRequest) => ({
  method: request.method,
  url: whereabouts(request),
  remoteAddress: request.ip,
})

const res = ({ statusCode }: FastifyReply) => ({ statusCode })

type Failure = Error & {
  code?: unknown
  constraint?: unknown
  table?: unknown
  column?: unknown
  errors?: unknown
}

/** A failure by its kind and place; quoted parts of its message may be anybody's text and are blanked. */
function err(thrown: unknown, depth = 0): object {
  if (!(thrown instanceof Error)) return { type: typeof thrown }
  const { name, message, code, constraint, table, column, errors, stack, cause } = thrown as Failure
  return {
    type: thrown.constructor.name || name,
    message: unquoted(message),
    ...present({ code, constraint, table, column }),
    stack: stack
      ?.split('\n')
      .filter((line) => /^\s+at /.test(line))
      .join('\n'),
    ...(depth < 3 && cause !== undefined && { cause: err(cause, depth + 1) }),
    ...(depth < 3 &&
      Array.isArray(errors) && { errors: errors.slice(0, 5).map((one) => err(one, depth + 1)) }),
  }
}

const present = (fields: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => typeof value === 'string'))

/** For pino. `error` is the name under which some libraries log theirs. */
export const serializers = {
  req,
  res,
  err: (thrown: unknown) => err(thrown),
  error: (thrown: unknown) => err(thrown),
}

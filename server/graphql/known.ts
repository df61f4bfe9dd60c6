import type { MercuriusContext } from 'mercurius'
import { DomainError } from '../platform/errors.ts'

/** Arguments that are there, checked by a schema as REST checks a query; throws `validation-failed`. */
export function known(
  schema: object,
  args: Readonly<Record<string, unknown>>,
  { faultsIn }: Pick<MercuriusContext, 'faultsIn'>,
): Record<string, unknown> {
  const given = Object.fromEntries(Object.entries(args).filter(([, value]) => value != null))
  const errors = faultsIn(schema, 'querystring', { ...given })
  if (errors.length === 0) return given
  const words = errors.map(({ pointer, message }) => `${pointer} ${message}.`).join(' ')
  throw new DomainError('validation-failed', words, errors)
}

/** Arguments as the body that REST takes, null included; throws `validation-failed`. */
export function knownBody<Body>(
  schema: object,
  args: Readonly<Record<string, unknown>>,
  { faultsIn }: Pick<MercuriusContext, 'faultsIn'>,
): Body {
  const body = structuredClone({ ...args })
  const errors = faultsIn(schema, 'body', body)
  if (errors.length === 0) return body as Body
  const words = errors.map(({ pointer, message }) => `${pointer} ${message}.`).join(' ')
  throw new DomainError('validation-failed', words, errors)
}

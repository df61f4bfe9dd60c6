import { type RaRecord, useGetOne } from 'ra-core'
import { ApiError } from '../api/problem.ts'

/**
 * One record of a page. What is shown already stays when asking again fails, unless it is gone: a busy server takes
 * nothing away from the reader.
 */
export function useRecord<R extends RaRecord<string>>(resource: string, id: string) {
  const { data: record, error } = useGetOne<R>(resource, { id })
  const gone = error instanceof ApiError && [403, 404].includes(error.status)
  return { record, error: record && !gone ? null : error }
}

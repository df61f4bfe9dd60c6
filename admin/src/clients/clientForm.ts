import type { ClientStatus } from '../../../server/domain/vocabulary.ts'
import type { Client } from '../api/types.ts'

export interface ClientValues {
  name: string
  target: string
  email: string
  phone: string
  timeZone: string
  locale: string
  status: ClientStatus
}

export const toValues = (client: Client | undefined, timeZone: string): ClientValues => ({
  name: client?.name ?? '',
  target: client?.target ?? '',
  email: client?.email ?? '',
  phone: client?.phone ?? '',
  timeZone: client?.timeZone ?? timeZone,
  locale: client?.locale ?? 'en',
  status: client?.status ?? 'active',
})

const orNull = (text: string) => text.trim() || null

/** What the API takes: an empty field is "not known", null. */
export const toBody = (values: ClientValues) => ({
  ...values,
  name: values.name.trim(),
  target: orNull(values.target),
  email: orNull(values.email),
  phone: orNull(values.phone),
})

/** Only what differs from the record, as a merge patch wants it. */
export function changed<B extends object>(body: B, record: object): Partial<B> {
  const stored = record as Record<string, unknown>
  return Object.fromEntries(
    Object.entries(body).filter(([key, value]) => stored[key] !== value),
  ) as Partial<B>
}

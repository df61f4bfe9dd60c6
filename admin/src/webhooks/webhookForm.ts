import { ApiError } from '../api/problem.ts'
import type { Webhook, WebhookValues } from '../api/webhooks.ts'
import type { MessageKey } from '../i18n/en.ts'
import type { Translate } from '../i18n/useT.ts'

export interface WebhookForm {
  url: string
  description: string
  eventTypes: string[]
}

export const formOf = (webhook: Webhook | null): WebhookForm => ({
  url: webhook?.url ?? '',
  description: webhook?.description ?? '',
  eventTypes: webhook?.eventTypes ?? ['*'],
})

export const bodyOf = ({ url, description, eventTypes }: WebhookForm): WebhookValues => ({
  url: url.trim(),
  description: description.trim() || null,
  // The field offers the contract's types alone.
  eventTypes: eventTypes as NonNullable<WebhookValues['eventTypes']>,
})

const faults = ['url', 'scheme', 'credentials', 'fragment', 'port', 'address']

/** What is wrong with the address, in the reader's language. Throws what it was given, or that. */
export function throwTranslated(error: unknown, t: Translate): never {
  if (!(error instanceof ApiError) || !error.problem.errors) throw error
  const errors = error.problem.errors.map((item) => {
    const fault = item.code.replace(/^url_/, '')
    return item.code.startsWith('url_') && faults.includes(fault)
      ? { ...item, message: t(`webhooks.faults.${fault}` as MessageKey) }
      : item
  })
  throw new ApiError(error.status, { ...error.problem, errors })
}

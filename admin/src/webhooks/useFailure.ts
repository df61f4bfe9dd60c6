import { useCallback } from 'react'
import type { MessageKey } from '../i18n/en.ts'
import { useT } from '../i18n/useT.ts'

const known = [
  'refused_address',
  'refused_url',
  'dns',
  'connect',
  'timeout',
  'reset',
  'tls',
  'http',
  'internal',
]

/** Why a try failed, as a sentence. */
export function useFailure(): (error: string | null, status: number | null) => string {
  const t = useT()
  return useCallback(
    (error, status) =>
      error && known.includes(error)
        ? t(`webhooks.failure.${error}` as MessageKey)
        : t('webhooks.failure.status', { status: status ?? 0 }),
    [t],
  )
}

import { ApiError } from '../api/problem.ts'
import type { Translate } from '../i18n/useT.ts'

const text = (value: unknown): string | null => (typeof value === 'string' && value ? value : null)

/** What happened, what was kept, what to do: the sentence for an error, in the voice of the panel. */
export function describeError(error: unknown, t: Translate): string {
  if (!(error instanceof ApiError)) return t('error.page')
  const { status, problem } = error
  const detail = problem.detail ?? problem.title ?? ''
  const requestId = problem.requestId ?? String(status)
  switch (status) {
    case 0:
      return t('error.offline')
    case 503:
    case 502:
    case 504:
      return t('error.database')
    case 412: {
      const name = text(problem.changedBy)
      return name ? t('error.staleBy', { name }) : t('error.stale')
    }
    case 429:
      return t('error.tooMany', { seconds: Number(problem.retryAfter) || 30 })
    case 403:
      return t(problem.type?.endsWith('/second-factor-required') ? 'account.blocked' : 'error.forbidden')
    case 404:
    case 410:
      return t('error.gone')
    case 400:
    case 409:
    case 422:
      return t('error.invalid', { detail: problem.errors?.[0]?.message ?? detail })
    default:
      return t('error.server', { requestId })
  }
}

/** One mistake in what was sent: `pointer` is a JSON pointer into the body, or names a parameter. */
export interface ProblemItem {
  pointer: string
  code: string
  message: string
}

/** The body of an error of the API (RFC 9457). */
export interface Problem {
  type?: string
  title?: string
  status?: number
  detail?: string
  requestId?: string
  errors?: ProblemItem[]
  [extension: string]: unknown
}

/**
 * An answer that is an error. `status` 0 means that there was no answer: no network, or nobody there.
 * `message` is the problem's own sentence; `describeError` says what the reader is told.
 */
export class ApiError extends Error {
  readonly status: number
  readonly problem: Problem
  /** What react-admin reads for the errors of a form. */
  readonly body: { errors?: Record<string, string> }

  constructor(status: number, problem: Problem, options?: ErrorOptions) {
    super(problem.detail ?? problem.title ?? `HTTP ${status}`, options)
    this.name = 'ApiError'
    this.status = status
    this.problem = problem
    this.body = problem.errors?.length ? { errors: fieldErrors(problem.errors) } : {}
  }
}

/** JSON pointer to the path of a form field: `/participants/0/email` → `participants.0.email`. */
export function pointerToPath(pointer: string): string {
  const tokens = pointer.replace(/^#/, '').split('/').slice(1)
  return tokens.map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~')).join('.')
}

/** The first message for each field. */
export function fieldErrors(errors: readonly ProblemItem[]): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const { pointer, message } of errors) {
    const path = pointerToPath(pointer)
    if (path && !(path in fields)) fields[path] = message
  }
  return fields
}

/** Reads the problem out of an answer; an answer of a proxy that is not JSON still has its status. */
export async function problemOf(response: Response): Promise<ApiError> {
  const type = response.headers.get('content-type') ?? ''
  const body: unknown = type.includes('json') ? await response.json().catch(() => ({})) : {}
  return new ApiError(response.status, (body ?? {}) as Problem)
}

import {
  type Answer,
  type Document,
  type Media,
  needsLogin,
  type Operation,
  operationsOf,
} from './openapi.document.ts'
import { recordedAnswers } from './openapi.recorded.ts'

const text = (description: string, required: boolean, example: string) => ({
  description,
  required,
  schema: { type: 'string' },
  example,
})

/** Header fields of answers, by the names that components have for them. */
const headers = {
  'X-Request-Id': text(
    'The id of this request in our log; problems name it too.',
    true,
    '019ab0c4-7f60-7d62-a7a3-0c8a4f5c6a10',
  ),
  ETag: text('A strong tag of what was answered: for If-None-Match, and for If-Match.', true, '"v3"'),
  Location: text('The address of what was made.', true, '/v1/tasks/019ab0c4-7f60-7d62-a7a3-0c8a4f5c6a10'),
  'Retry-After': {
    description: 'Seconds to wait before trying again.',
    required: true,
    schema: { type: 'string', pattern: '^\\d+$' },
    example: '5',
  },
  'Retry-When-Done': {
    description: 'Seconds to wait, where a request with the same Idempotency-Key is still running.',
    schema: { type: 'string', pattern: '^\\d+$' },
    example: '1',
  },
  'WWW-Authenticate': text('The scheme by which to log in.', false, 'Bearer'),
  RateLimit: text(
    'What is left of the quota, and in how many seconds it is whole again (draft-ietf-httpapi-ratelimit-headers).',
    false,
    '"default";r=598;t=12',
  ),
  'RateLimit-Policy': text(
    'The quota and its window in seconds (draft-ietf-httpapi-ratelimit-headers).',
    false,
    '"default";q=600;w=60',
  ),
  'Set-Cookie': text('The refresh token or the known device, for browsers.', false, '__Host-refresh=…'),
  'Clear-Site-Data': text('Browsers forget what they kept of us.', false, '"cache"'),
  'Content-Disposition': text('The name of the file.', true, 'attachment; filename="ana-ruiz.zip"'),
} as const
type Header = keyof typeof headers

const problem = (description: string, more: readonly Header[] = []) => ({
  description,
  headers: named(['X-Request-Id', ...more, 'RateLimit', 'RateLimit-Policy']),
  content: {
    'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } as Media['schema'] },
  },
})

const named = (names: readonly Header[]): Record<string, { $ref: string }> =>
  Object.fromEntries(
    names.map((name) => [
      name === 'Retry-When-Done' ? 'Retry-After' : name,
      { $ref: `#/components/headers/${name}` },
    ]),
  )

/** What a refusal of each status means, wherever it comes from. */
const problems: Record<string, { name: string; answer: Answer }> = {
  400: { name: 'BadRequest', answer: problem('The request alone is wrong.') },
  401: {
    name: 'Unauthorized',
    answer: problem('There is no valid access token or API key, or the proof is wrong.', [
      'WWW-Authenticate',
      'Set-Cookie',
    ]),
  },
  403: { name: 'Forbidden', answer: problem('The role, or the scopes of the key, do not allow this.') },
  404: { name: 'NotFound', answer: problem('It does not exist, or you may not see it.') },
  409: { name: 'Conflict', answer: problem('The present state does not allow this.', ['Retry-When-Done']) },
  410: {
    name: 'CursorExpired',
    answer: problem('The cursor is older than what is kept; begin anew.'),
  },
  412: { name: 'Stale', answer: problem('It was changed in the meantime; nothing was written.') },
  413: { name: 'TooLarge', answer: problem('The body is too large.') },
  415: { name: 'UnsupportedMediaType', answer: problem('The content type is not understood.') },
  422: {
    name: 'Contradiction',
    answer: problem(
      'The request contradicts what is stored, or its Idempotency-Key was used for another one.',
    ),
  },
  428: { name: 'VersionMissing', answer: problem('If-Match is missing.') },
  429: {
    name: 'TooMany',
    answer: problem('Too many tries; Retry-After says when the next may come.', ['Retry-After']),
  },
  503: {
    name: 'Unavailable',
    answer: problem('The server is busy, or the database cannot be reached; try again in a few seconds.', [
      'Retry-After',
    ]),
  },
}

/** Puts into the document what every operation answers besides what its route says, and the headers of all answers. */
export function completeAnswers(document: Document): void {
  const used = new Set<string>()
  for (const { path, method, operation } of operationsOf(document)) {
    const statuses = new Set([...Object.keys(operation.responses), ...common(path, method, operation)])
    operation.responses = Object.fromEntries(
      [...statuses].sort().map((status) => {
        const shared = problems[status]
        if (!shared) return [status, withHeaders(document, method, operation, status)]
        used.add(status)
        return [status, { $ref: `#/components/responses/${shared.name}` }]
      }),
    )
  }
  document.components.headers = headers
  document.components.responses = Object.fromEntries(
    [...used].sort().map((status) => [problems[status]?.name, withExample(status, problems[status]?.answer)]),
  )
}

/** The problem of a status, with one that a test was answered. */
function withExample(status: string, answer: Answer | undefined): Answer {
  const content = Object.entries(answer?.content ?? {}).map(([type, media]) => [
    type,
    { ...media, examples: { answer: { value: recordedAnswers[`problem ${status}`] } } },
  ])
  return { ...answer, content: Object.fromEntries(content) }
}

/** What comes before any route looks. */
function common(path: string, method: string, operation: Operation): string[] {
  if (!path.startsWith('/v1/')) return []
  return [
    ...(method === 'get' ? [] : ['400', '413', '415']),
    ...(needsLogin(operation) ? ['400', '401', '403'] : []),
    '503',
  ]
}

function withHeaders(document: Document, method: string, operation: Operation, status: string): Answer {
  const answer = operation.responses[status] as Answer
  const found: Header[] = ['X-Request-Id']
  const schema = Object.values(answer.content ?? {})[0]?.schema
  const record = document.components.schemas[schema?.$ref?.split('/').at(-1) ?? '']
  const isRead = method === 'get' && needsLogin(operation)
  if (isRead || status === '304' || record?.properties?.version) found.push('ETag')
  if (status === '201') found.push('Location')
  if (answer.content?.['application/zip']) found.push('Content-Disposition')
  if (operation.tags.includes('auth')) found.push('Set-Cookie', 'Clear-Site-Data')
  found.push('RateLimit', 'RateLimit-Policy')
  const { description = '' } = answer
  // What a record is, it says itself; here it is about this answer.
  const says = new Set(['Default Response', record?.properties?.version && record.description])
  return {
    ...answer,
    description: says.has(description) ? described(method, status, answer) : description,
    headers: named(found),
  }
}

/** For a success whose route leaves it at its schema. */
function described(method: string, status: string, { content }: Answer): string {
  const schema = Object.values(content ?? {})[0]?.schema
  if (!schema) return 'Done.'
  if (schema.properties?.page) return 'One page, and where the next begins.'
  if (status === '201') return 'The new record.'
  if (status === '202') return 'It was taken.'
  return method === 'get' ? 'As it is now.' : 'As it is after this.'
}

import { recordedAnswers } from '../http/openapi.recorded.ts'
import { catalogue, type ErrorKind, errorKinds } from '../platform/errors.ts'
import { html } from '../platform/html.ts'
import { page } from './page.ts'

/** What a program can do about each kind of problem. */
const advice: Readonly<Record<ErrorKind, string>> = {
  'bad-request': 'The request could not be read at all: look at its JSON, its encoding and its length.',
  'validation-failed':
    'Each entry of "errors" names a place (a JSON pointer into the body, or a parameter), a code for programs and a message for people. Mend those and send it again; nothing was written.',
  unauthorized:
    'Send a valid access token as "Authorization: Bearer …". Access tokens end after 15 minutes: renew them with POST /v1/auth/refresh. An API key may have been revoked or have expired.',
  forbidden:
    'You may see this, but your role, your level for this client, or the scopes of your API key do not allow that. Repeating it does not help.',
  'second-factor':
    'The password was right, and the account has a second factor: send "challenge" with the code to POST /v1/auth/second-factor/verify within "expiresIn" seconds.',
  'second-factor-required':
    'The practice asks for a second factor. Until it is set up, only what concerns the login itself is answered.',
  'not-found':
    'There is no such thing, or you may not see it. The answer is the same for both, so that nobody learns what exists elsewhere.',
  'method-not-allowed': 'The header Allow lists the methods that this address takes.',
  'not-acceptable':
    'Answers are JSON (application/json, problems as application/problem+json) and, for exports, a zip. Send an Accept that takes them, or none.',
  'request-timeout': 'The request arrived too slowly and was cut off; nothing was changed. Send it again.',
  conflict:
    'The present state does not allow this: read the record anew and decide. After "request_in_progress" wait as long as Retry-After says.',
  'cursor-expired':
    'The cursor is older than what is kept. Begin anew: take a cursor with GET /v1/changes?from=now, read the lists once, then follow it.',
  'version-mismatch':
    'Somebody changed the record after you read it, and nothing was written. Read it again, look at the difference, and send your change with the new ETag.',
  'version-required':
    'Send If-Match with the ETag that you read, so that you overwrite nobody; or "*" if you mean to change whatever is there.',
  'payload-too-large': 'Send less at once. Bodies are limited to 1 MiB, imports to 20 MiB.',
  'unsupported-media-type': 'Send JSON, with "Content-Type: application/json".',
  'reference-not-found':
    'The body names a record that does not exist, or that you may not see. "errors" says at which place.',
  'rule-violated':
    'The request is well formed, but contradicts what is stored. "errors" says where, "detail" why.',
  'too-many-requests': 'Wait as many seconds as Retry-After says, and send less often.',
  'headers-too-large':
    'The header fields are limited to 16 KiB together. Cookies of other applications on the same host are a frequent cause.',
  internal:
    'It is our fault, and it is in our log. Report the "requestId". It is safe to send the request again with the same Idempotency-Key.',
  overloaded:
    'The server has more to do than it can at the moment, and nothing was changed. Wait as long as Retry-After says and try again with the same Idempotency-Key.',
  unavailable:
    'The database is away for a moment, and nothing was changed. Wait as long as Retry-After says and try again with the same Idempotency-Key.',
}

const links = errorKinds.map((kind) => ({ href: `/docs/problems/${kind}`, label: kind }))

/** All kinds of problems. */
export const problemsPage = (): string =>
  page(
    'Problems',
    links,
    html`<p>Errors are problem details (RFC 9457, <code>application/problem+json</code>). Their <code>type</code> is one of these addresses, which stay the same; <code>detail</code> and the messages are for people and may change.</p>
<ul class="fields">${errorKinds.map(
      (kind) =>
        html`<li><a href="/docs/problems/${kind}">${kind}</a> <span class="type">${catalogue[kind].status}</span><div>${catalogue[kind].title}</div></li>`,
    )}</ul>
<h2 id="example">One of them</h2>
<pre><code>${JSON.stringify(recordedAnswers['problem 400'], null, 2)}</code></pre>`,
  )

/** One kind: status, title, what helps; null when there is no such kind. */
export function problemPage(kind: string): string | null {
  if (!errorKinds.includes(kind as ErrorKind)) return null
  const { status, title } = catalogue[kind as ErrorKind]
  return page(
    title,
    links,
    html`<p>Status <code>${status}</code>, type <code>/docs/problems/${kind}</code></p><p>${advice[kind as ErrorKind]}</p>`,
  )
}

import { readFileSync } from 'node:fs'
import { html } from '../platform/html.ts'
import { page } from './page.ts'

const example = (name: string) => readFileSync(new URL(`./example/${name}.ts`, import.meta.url), 'utf8')

const query = (name: string) =>
  readFileSync(new URL(`../graphql/examples/${name}.graphql`, import.meta.url), 'utf8')

const links = [
  { href: '#begin', label: 'Begin' },
  { href: '#lists', label: 'Lists' },
  { href: '#changes', label: 'Changing things' },
  { href: '#copies', label: 'Keeping a copy' },
  { href: '#webhooks', label: 'Webhooks' },
  { href: '#graphql', label: 'GraphQL' },
  { href: '#errors', label: 'Errors' },
  { href: '#stays', label: 'What stays' },
  { href: '#example', label: 'A small app' },
]

/** The guide: what a developer must know before the reference, and a program that a test runs. */
export const guide = (): string =>
  page(
    'Guide',
    links,
    html`<p>The API speaks JSON under <code>/v1</code>. Names are in camelCase, ids are UUIDs (version 7), moments are RFC 3339 in UTC, dates are <code>2026-03-02</code>, time zones have IANA names.</p>
<h2 id="begin">Begin</h2>
<p>A program of the practice sends an API key, which an admin makes under Settings, API keys: <code>Authorization: Bearer aw_…</code>. It acts as itself, within its scopes. A program for one person logs in as that person with <code>POST /v1/auth/login</code> and renews the access token, which ends after 15 minutes, with <code>POST /v1/auth/refresh</code>.</p>
<pre><code>curl -H "Authorization: Bearer $AFTERWORD_KEY" "$AFTERWORD_URL/v1/tasks?status=due,overdue&amp;sort=dueAt"</code></pre>
<p>Every answer has an <code>X-Request-Id</code>, by which we find the request; <code>RateLimit</code> says how many are left in this minute, and 429 and 503 say with <code>Retry-After</code> when to try again.</p>
<h2 id="lists">Lists</h2>
<p>Lists come in pages: <code>limit</code> up to 200, and <code>page.nextCursor</code> as <code>cursor</code> for the next one. A page shows each record once, though others are added and removed meanwhile. <code>sort=dueAt</code> orders, <code>sort=-dueAt</code> the other way round; <code>count=true</code> counts, to 10,000. An unknown parameter is refused by name.</p>
<h2 id="changes">Changing things</h2>
<p>Every record has an <code>ETag</code>. <code>PATCH</code> (JSON Merge Patch: <code>null</code> clears, what is absent stays) needs it as <code>If-Match</code>, so that two writers never overwrite each other: the later one gets 412, and nothing is written. Every <code>POST</code> takes an <code>Idempotency-Key</code>: sent again within 24 hours it has no second effect and gets the first answer, so that after a timeout you simply try again.</p>
<h2 id="copies">Keeping a copy</h2>
<p>Take a cursor with <code>GET /v1/changes?from=now</code>, read the lists once, then follow <code>GET /v1/changes?cursor=…</code>: fetch what it names, drop what is gone. It leaves nothing out, however many write at the same time.</p>
<h2 id="webhooks">Webhooks</h2>
<p>An admin makes one with <code>POST /v1/webhooks</code>, for all events or for some types (<code>task.due</code>, <code>interview.*</code>). The answer has its secret, this once. Each event is a POST of the JSON that <code>GET /v1/changes</code> answers too, with ids and kinds, never a name or a text: fetch the record if you need it. Answer with any 2xx within 15 seconds; do the work afterwards. Anything else, a redirect too, is tried again with growing pauses over three days, always under the same <code>webhook-id</code> and with the same bytes. 429 and 503 may say with <code>Retry-After</code> how long to wait, and 410 switches the webhook off at once, as five days without one success do; admins get a mail. It then goes on from what is queued as soon as somebody switches it on; what happened while it was off is not sent, so follow <code>/v1/changes</code> for that.</p>
<p>An event arrives at least once and in no certain order: remember the <code>webhook-id</code>. Requests are signed by <a href="https://www.standardwebhooks.com">Standard Webhooks</a>, so any of its libraries verifies them; by hand:</p>
<pre><code>${example('webhooks')}</code></pre>
<p><code>POST /v1/webhooks/{id}/rotate-secret</code> makes a new secret; for a day requests bear a signature of each. <code>POST /v1/webhooks/{id}/test</code> sends a test. What was sent and answered is in <code>GET /v1/webhooks/{id}/deliveries</code>, and can be sent again, one or a range of time.</p>
<h2 id="graphql">GraphQL</h2>
<p>Dashboards take exactly what they draw with one request: <code>POST /graphql</code> with the same key or token and the same filters, orders and ids. Lists are connections with cursors both ways. <code>statistics</code> counts by status, stage, kind, coach and day, and has the rates. A mutation answers with the record, or with <code>userErrors</code> that name the field; what REST takes as <code>If-Match</code> is its <code>version</code>. A document that asks for too much is refused before anything is read, and the refusal says which limit it is and what the document would cost.</p>
<pre><code>${query('2 due')}</code></pre>
<p>Subscriptions (<code>taskChanged</code>, <code>interviewChanged</code>) speak <code>graphql-transport-ws</code> at the same address; the token is in the first message. Where Afterword does not run in production, <code>/graphiql</code> has more examples.</p>
<h2 id="errors">Errors</h2>
<p>They are problem details with a <code>type</code> that stays the same; see <a href="/docs/problems">all of them</a>. A record of another organization, or one that you may not see, is the same 404 as one that does not exist.</p>
<h2 id="stays">What stays</h2>
<p><code>/v1</code> only grows. What is to end one day is announced by the header fields <code>Deprecation</code> and <code>Sunset</code>, and stays for a year at least: see <a href="/docs/deprecations">deprecations</a>.</p>
<h2 id="example">A small app</h2>
<p>It lists what is due and marks tasks as done, typed by the contract:</p>
<pre><code>${example('reminders')}</code></pre>`,
  )

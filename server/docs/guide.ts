import { readFileSync } from 'node:fs'
import { html } from '../platform/html.ts'
import { page } from './page.ts'

const program = () => readFileSync(new URL('./example/reminders.ts', import.meta.url), 'utf8')

const links = [
  { href: '#begin', label: 'Begin' },
  { href: '#lists', label: 'Lists' },
  { href: '#changes', label: 'Changing things' },
  { href: '#copies', label: 'Keeping a copy' },
  { href: '#errors', label: 'Errors' },
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
<h2 id="lists">Lists</h2>
<p>Lists come in pages: <code>limit</code> up to 200, and <code>page.nextCursor</code> as <code>cursor</code> for the next one. A page shows each record once, though others are added and removed meanwhile. <code>sort=dueAt</code> orders, <code>sort=-dueAt</code> the other way round; <code>count=true</code> counts, to 10,000. An unknown parameter is refused by name.</p>
<h2 id="changes">Changing things</h2>
<p>Every record has an <code>ETag</code>. <code>PATCH</code> (JSON Merge Patch: <code>null</code> clears, what is absent stays) needs it as <code>If-Match</code>, so that two writers never overwrite each other: the later one gets 412, and nothing is written. Every <code>POST</code> takes an <code>Idempotency-Key</code>: sent again within 24 hours it has no second effect and gets the first answer, so that after a timeout you simply try again.</p>
<h2 id="copies">Keeping a copy</h2>
<p>Take a cursor with <code>GET /v1/changes?from=now</code>, read the lists once, then follow <code>GET /v1/changes?cursor=…</code>: fetch what it names, drop what is gone. It leaves nothing out, however many write at the same time.</p>
<h2 id="errors">Errors</h2>
<p>They are problem details with a <code>type</code> that stays the same; see <a href="/docs/problems">all of them</a>. A record of another organization, or one that you may not see, is the same 404 as one that does not exist.</p>
<h2 id="example">A small app</h2>
<p>It lists what is due and marks tasks as done, typed by the contract:</p>
<pre><code>${program()}</code></pre>`,
  )

import { noticeDays } from '../http/deprecation.ts'
import { type Ending, endingsOf, inWords } from '../http/openapi.deprecation.ts'
import type { Document, Operation } from '../http/openapi.document.ts'
import { type Html, html } from '../platform/html.ts'
import { page } from './page.ts'

const links = [
  { href: '#promise', label: 'What stays' },
  { href: '#announced', label: 'How it is announced' },
  { href: '#now', label: 'What is deprecated' },
]

/** How old ways end, and which are about to. */
export function deprecationsPage(document: Pick<Document, 'paths'>): string {
  const all = endingsOf(document)
  const operations = [...new Set(all.map(({ operation }) => operation))]
  return page(
    'Deprecations',
    links,
    html`<h2 id="promise">What stays</h2>
<p><code>/v1</code> only grows: operations, parameters, fields of answers, values that a body may have, types of events and kinds of problems are added, and none is taken away or means something else from one day to the next. So take no offence at fields, events and values of a <code>status</code> or <code>kind</code> that you do not know. Texts for people, such as <code>detail</code>, may change at any time.</p>
<h2 id="announced">How it is announced</h2>
<p>When there is a better way, the old one is deprecated first, and goes on as before for at least ${noticeDays} days from then. From the first day on:</p>
<ul>
<li>it is <code>deprecated</code> in <a href="/docs/openapi.yaml">openapi.yaml</a> and listed below, with what to use instead;</li>
<li>every answer of a deprecated operation says so in header fields, refusals too; where a parameter or a field of a body is deprecated, the answers to those who send it.</li>
</ul>
<pre><code>Deprecation: @1798761600
Sunset: Sat, 01 Jan 2028 00:00:00 GMT
Link: &lt;/docs/deprecations#listTasks&gt;; rel="deprecation"; type="text/html"</code></pre>
<p><code>Deprecation</code> (RFC 9745) says since when, in seconds since 1970. <code>Sunset</code> (RFC 8594) says from when on it may be gone; as long as that is not decided, it is not sent. A program that logs both learns of everything that concerns it, and of nothing else.</p>
<h2 id="now">What is deprecated</h2>
${operations.length === 0 ? html`<p>Nothing, at present.</p>` : operations.map((operation) => shown(operation, all))}`,
  )
}

const shown = (operation: Operation, all: readonly Ending[]): Html =>
  html`<h3 id="${operation.operationId}"><a href="/docs#${operation.operationId}">${operation.summary}</a></h3>
<ul class="fields">${all
    .filter((ending) => ending.operation === operation)
    .map(
      (ending) =>
        html`<li>${ending.part === null ? 'All of it' : html`<code>${ending.part}</code>`}<div>${inWords(ending)}</div></li>`,
    )}</ul>`

import { type Html, html } from '../platform/html.ts'
import { page } from './page.ts'
import { fields, type Shown, typeOf } from './schema.ts'

interface Answer {
  $ref?: string
  description?: string
  headers?: Record<string, unknown>
  content?: Record<string, { schema: Shown; examples?: { answer?: { value: unknown } } }>
}

interface Operation {
  deprecated?: boolean
  operationId: string
  summary: string
  description: string
  tags: string[]
  security?: Record<string, string[]>[]
  parameters?: {
    deprecated?: boolean
    name: string
    in: string
    required?: boolean
    description?: string
    schema: Shown
  }[]
  requestBody?: { content: Record<string, { schema: Shown; example?: unknown }> }
  responses: Record<string, Answer>
}

/** The parts of the contract that are shown. */
export interface Contract {
  info: { description: string }
  tags: { name: string; description: string }[]
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Shown>; responses?: Record<string, Answer> }
}

/** The reference: every operation by topic, then every named schema. */
export function reference(contract: Contract): string {
  const operations = Object.entries(contract.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )
  const of = (tag: string) => operations.filter(({ operation }) => operation.tags[0] === tag)
  const topics = contract.tags.filter(({ name }) => of(name).length > 0)
  const links = [
    ...topics.flatMap(({ name }) => [
      html`<strong>${name}</strong>`,
      ...of(name).map(({ operation }) => ({ href: `#${operation.operationId}`, label: operation.summary })),
    ]),
    html`<strong>schemas</strong>`,
    ...Object.keys(contract.components.schemas).map((name) => ({ href: `#schema-${name}`, label: name })),
  ]
  const content = html`<p>${contract.info.description} Begin with the <a href="/docs/guide">guide</a>.</p>
${topics.map(({ name, description }) => html`<h2 id="topic-${name}">${name}</h2><p>${description}</p>${of(name).map((one) => shown(one, contract.components.responses ?? {}))}`)}
<h2 id="schemas">schemas</h2>
${Object.entries(contract.components.schemas).map(
  ([name, schema]) =>
    html`<h3 id="schema-${name}">${name}</h3>${schema.description && html`<p>${schema.description}</p>`}${fields(schema)}`,
)}`
  return page('Reference', links, content)
}

function shown(
  { path, method, operation }: { path: string; method: string; operation: Operation },
  shared: Record<string, Answer>,
): Html {
  const { operationId, summary, description, parameters = [], requestBody, responses, security } = operation
  return html`<section aria-labelledby="${operationId}">
<h3 id="${operationId}">${summary}${operation.deprecated && ended}</h3>
<p class="path"><code><span class="method">${method.toUpperCase()}</span> ${path}</code></p>
<p>${description}</p>
<p class="type">${who(security)}</p>
${parameters.length > 0 && html`<h4>Parameters</h4><ul class="fields">${parameters.map(parameter)}</ul>`}
${requestBody && html`<h4>Body</h4>${body(Object.values(requestBody.content)[0])}`}
<h4>Answers</h4><ul class="fields">${Object.entries(responses).map(([status, said]) => {
    const answer = shared[said.$ref?.split('/').at(-1) ?? ''] ?? said
    const content = Object.values(answer.content ?? {})[0]
    return html`<li><code>${status}</code> ${answer.description}${content && html`<div class="type">${typeOf(content.schema)}</div>`}${headersOf(answer)}${
      content && !content.schema.$ref && Number(status) < 300 && fields(content.schema)
    }${!said.$ref && content?.examples?.answer && example(content.examples.answer.value)}</li>`
  })}</ul>
</section>`
}

/** Those of every answer are in the guide. */
const common = new Set(['X-Request-Id', 'RateLimit', 'RateLimit-Policy'])

function headersOf({ headers = {} }: Answer): Html | null {
  const names = Object.keys(headers).filter((name) => !common.has(name))
  return names.length === 0
    ? null
    : html`<div class="type">With ${names.map((name, i) => html`${i > 0 && ', '}<code>${name}</code>`)}</div>`
}

/** Who may ask, and the scope that a key needs. */
function who(security: Operation['security'] = []): string {
  if (security.length === 0) return 'Open: needs no access token.'
  const scopes = security.flatMap(({ apiKey = [] }) => apiKey)
  return scopes.length > 0
    ? `Access token, or API key with the scope ${scopes.join(', ')}.`
    : 'Access token of a person; no API key will do.'
}

const ended = html` <a class="needed" href="/docs/deprecations">deprecated</a>`

const parameter = (one: NonNullable<Operation['parameters']>[number]): Html =>
  html`<li><code>${one.name}</code> <span class="type">${one.in} · ${typeOf(one.schema)}</span>${
    one.required && html` <span class="needed">required</span>`
  }${one.deprecated && ended}${one.schema.default !== undefined && html` <span class="type">default <code>${JSON.stringify(one.schema.default)}</code></span>`}${
    one.description && html`<div>${one.description}</div>`
  }</li>`

const body = (content: { schema: Shown; example?: unknown } | undefined): Html | undefined =>
  content &&
  html`${content.schema.$ref ? html`<p>${typeOf(content.schema)}</p>` : fields(content.schema)}${
    content.example !== undefined && example(content.example)
  }`

const example = (value: unknown): Html =>
  html`<details><summary>Example</summary><pre>${JSON.stringify(value, null, 2)}</pre></details>`

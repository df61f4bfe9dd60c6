import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { FastifyHelmetOptions } from '@fastify/helmet'
import type { FastifyInstance, FastifyReply } from 'fastify'

/** The parts of which the package makes one page with everything inside; our policy wants them apart. */
type Part = 'css' | 'js' | 'editorWorkerService' | 'graphqlWorker' | 'jsonWorker'

const examplesFolder = fileURLToPath(new URL('../graphql/examples', import.meta.url))

/** The example documents, each a tab of its own. */
export const examples = (): { name: string; query: string }[] =>
  readdirSync(examplesFolder)
    .sort()
    .map((name) => ({ name, query: readFileSync(join(examplesFolder, name), 'utf8') }))

/**
 * GraphiQL at /graphiql, for those who develop; not in production, nor where its package was left out. It asks as whoever
 * is signed in to the panel in this browser, or with the token that is put into its headers.
 */
export async function graphiql(app: FastifyInstance): Promise<void> {
  const bundle = bundleFile()
  if (!bundle) return
  let parts: Promise<Record<Part, string>> | null = null
  const load = () => {
    parts ??= import(pathToFileURL(bundle).href) as Promise<Record<Part, string>>
    return parts
  }
  const open = { config: { access: 'open' as const }, schema: { hide: true }, helmet: policy }
  const send = (reply: FastifyReply, type: string, text: string) =>
    reply.type(`${type}; charset=utf-8`).header('cache-control', 'public, max-age=3600').send(text)

  app.get('/graphiql', open, (_request, reply) => send(reply, 'text/html', page))
  app.get('/graphiql/start.js', open, (_request, reply) => send(reply, 'text/javascript', startScript()))
  app.get('/graphiql/main.css', open, async (_request, reply) => send(reply, 'text/css', (await load()).css))
  const scripts: Record<string, Part> = {
    'main.js': 'js',
    'editorWorkerService.js': 'editorWorkerService',
    'graphql.js': 'graphqlWorker',
    'json.js': 'jsonWorker',
  }
  for (const [name, part] of Object.entries(scripts))
    app.get(`/graphiql/${name}`, open, async (_request, reply) =>
      send(reply, 'text/javascript', (await load())[part]),
    )
}

function bundleFile(): string | null {
  try {
    const entry = createRequire(import.meta.url).resolve('@graphql-yoga/render-graphiql')
    const file = join(dirname(entry), '../esm/graphiql.js')
    return existsSync(file) ? file : null
  } catch {
    return null
  }
}

/** Its editor makes styles of its own while it runs, and brings its letters along. */
const policy: Omit<FastifyHelmetOptions, 'global'> = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
      scriptSrc: ["'self'"],
      workerSrc: ["'self'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
    },
  },
}

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Afterword: GraphiQL</title>
<meta name="robots" content="noindex">
<link rel="stylesheet" href="/graphiql/main.css">
<style>#nobody { position: fixed; z-index: 9; right: 24px; bottom: 24px; margin: 0; padding: 10px 16px; border-radius: 8px; background: #fff4d6; color: #1b1d23; font: 14px/1.5 system-ui, sans-serif; box-shadow: 0 2px 12px #0003 } #nobody a { color: #3b3fc0 }</style>
</head>
<body id="body" class="no-focus-outline">
<noscript>GraphiQL needs JavaScript.</noscript>
<p id="nobody" hidden><a href="/login">Sign in to the panel</a> and come back, or put a token under Headers.</p>
<div id="root"></div>
<script src="/graphiql/main.js"></script>
<script src="/graphiql/start.js"></script>
</body>
</html>
`

const startScript = (): string => {
  const options = {
    endpoint: '/graphql',
    title: 'Afterword: GraphiQL',
    subscriptionsProtocol: 'WS',
    defaultTabs: examples().map(({ query }) => ({ query })),
    shouldPersistHeaders: false,
  }
  return `self.MonacoEnvironment = { globalAPI: false, getWorkerUrl: (_id, label) => '/graphiql/' + label + '.js' }
// What was open last: without it, each visit would begin one more empty tab.
const lastTab = () => {
  try {
    const { tabs, activeTabIndex } = JSON.parse(localStorage.getItem('graphiql:tabState'))
    const { query, variables } = tabs[activeTabIndex]
    return query ? { query, variables: variables ?? undefined } : {}
  } catch {
    return {}
  }
}
const signedIn = async () => {
  if (!localStorage.getItem('afterword.signed-in')) return null
  const answer = await fetch('/v1/auth/refresh', { method: 'POST', headers: { 'x-afterword-client': 'panel' } })
  return answer.ok ? (await answer.json()).accessToken : null
}
signedIn().catch(() => null).then((token) => {
  document.querySelector('#nobody').hidden = token !== null
  const headers = JSON.stringify({ authorization: 'Bearer ' + (token ?? '(the accessToken of POST /v1/auth/login)') }, null, 2)
  YogaGraphiQL.renderYogaGraphiQL(document.querySelector('#root'), { ...${JSON.stringify(options)}, headers, ...lastTab() })
})
`
}

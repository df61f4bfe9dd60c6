import createClient from 'openapi-fetch'
import type { paths } from './afterword.ts' // npx openapi-typescript "$AFTERWORD_URL/docs/openapi.yaml" -o afterword.ts

const { AFTERWORD_URL, AFTERWORD_KEY } = process.env
const api = createClient<paths>({
  baseUrl: AFTERWORD_URL,
  headers: { authorization: `Bearer ${AFTERWORD_KEY}` },
})

/** All that is due, page by page. */
async function* dueTasks() {
  let cursor: string | undefined
  do {
    const { data, error } = await api.GET('/v1/tasks', {
      params: { query: { status: 'due,overdue', sort: 'dueAt', include: 'client', limit: 100, cursor } },
    })
    if (error) throw new Error(`${error.title}: ${error.detail}`)
    yield* data.data
    cursor = data.page.nextCursor ?? undefined
  } while (cursor)
}

for await (const task of dueTasks()) {
  console.log(`${task.client?.name}: ${task.title} (${task.status} since ${task.dueAt})`)
}

// What has been sent elsewhere is marked here, once, however often this is tried.
for (const id of process.argv.slice(2)) {
  const { error } = await api.POST('/v1/tasks/{id}/complete', {
    params: { path: { id } },
    body: { note: 'Sent by the reminders app' },
    headers: { 'Idempotency-Key': `reminders-${id}` },
  })
  console.log(id, error ? `not marked: ${error.detail}` : 'marked as done')
}

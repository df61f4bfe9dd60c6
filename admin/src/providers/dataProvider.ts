import type { DataProvider, GetListParams, RaRecord } from 'ra-core'
import { call, type Query } from '../api/call.ts'
import type { Page } from '../api/types.ts'
import { chunks } from './chunks.ts'
import { createPaging, type PageQuestion } from './paging.ts'

/** The most that the API gives in one page, and the most ids it takes. */
const MAX_PAGE = 200
const MAX_IDS = 100

const paging = createPaging()

/** Cursors belong to a login. */
export const forgetPages = () => paging.clear()

const sortOf = (sort: GetListParams['sort']) =>
  sort?.field ? `${sort.order === 'DESC' ? '-' : ''}${sort.field}` : undefined

const flat = (filter: Record<string, unknown>): Query =>
  Object.fromEntries(
    Object.entries(filter).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : (value as string)]),
  )

const total = (page: Page<unknown>['page']) => (page.total ? { total: page.total.count } : {})

async function getList(resource: string, params: GetListParams) {
  const { page = 1, perPage = 25 } = params.pagination ?? {}
  const filter = (params.filter ?? {}) as Record<string, unknown>
  const query: Query = { ...flat(filter), sort: sortOf(params.sort) }
  if (perPage > MAX_PAGE) return walk(resource, query, perPage, params.signal)

  const question: PageQuestion = { resource, filter, sort: params.sort, perPage }
  const cursor = paging.cursorFor(question, page)
  // A bookmarked page whose cursor is not known: an empty page makes react-admin go back to the first.
  if (cursor === undefined) return { data: [], pageInfo: { hasNextPage: false, hasPreviousPage: true } }
  const answer = await call<Page<RaRecord>>('GET', `/v1/${resource}`, {
    query: { ...query, limit: perPage, cursor },
    signal: params.signal,
  })
  paging.remember(question, page, answer.page.nextCursor)
  return {
    data: answer.data,
    ...total(answer.page),
    pageInfo: { hasNextPage: answer.page.nextCursor !== null, hasPreviousPage: page > 1 },
  }
}

/** Exports ask for more than a page holds: the pages are walked until it is enough. */
async function walk(resource: string, query: Query, wanted: number, signal?: AbortSignal) {
  const data: RaRecord[] = []
  let cursor: string | null = null
  do {
    const limit = Math.min(MAX_PAGE, wanted - data.length)
    const answer: Page<RaRecord> = await call('GET', `/v1/${resource}`, { query: { ...query, limit, cursor }, signal })
    data.push(...answer.data)
    cursor = answer.page.nextCursor
  } while (cursor !== null && data.length < wanted)
  return { data, pageInfo: { hasNextPage: cursor !== null, hasPreviousPage: false } }
}

async function getMany(resource: string, ids: readonly string[], signal?: AbortSignal) {
  const answers = await Promise.all(
    chunks(ids, MAX_IDS).map((portion) =>
      call<Page<RaRecord>>('GET', `/v1/${resource}`, {
        query: { ids: portion.join(','), limit: portion.length },
        signal,
      }),
    ),
  )
  return { data: answers.flatMap((answer) => answer.data) }
}

const versionOf = (record: { version?: number } | undefined) => record?.version

/** REST as react-admin wants it. Changes carry the version that was seen, so that nobody overwrites another. */
export const dataProvider = {
  getList,
  getOne: async (resource: string, { id, signal }: { id: string; signal?: AbortSignal }) => ({
    data: await call<RaRecord>('GET', `/v1/${resource}/${id}`, { signal }),
  }),
  getMany: (resource: string, { ids, signal }: { ids: string[]; signal?: AbortSignal }) =>
    getMany(resource, ids, signal),
  getManyReference: (resource: string, params: GetListParams & { target: string; id: string }) =>
    getList(resource, { ...params, filter: { ...params.filter, [params.target]: params.id } }),
  create: async (resource: string, { data }: { data: object }) => ({
    data: await call<RaRecord>('POST', `/v1/${resource}`, { body: data }),
  }),
  update: async (
    resource: string,
    { id, data, previousData }: { id: string; data: object; previousData?: { version?: number } },
  ) => ({
    data: await call<RaRecord>('PATCH', `/v1/${resource}/${id}`, { body: data, version: versionOf(previousData) }),
  }),
  delete: async (resource: string, { id, previousData }: { id: string; previousData?: RaRecord }) => {
    await call('DELETE', `/v1/${resource}/${id}`, { version: versionOf(previousData) })
    return { data: previousData ?? { id } }
  },
  updateMany: async () => {
    throw new Error('Records are changed one by one, each with the version that was seen.')
  },
  deleteMany: async () => {
    throw new Error('Records are removed one by one, each with the version that was seen.')
  },
  // In development, effects run twice and the first request would be cancelled.
  supportAbortSignal: import.meta.env.PROD,
} as unknown as DataProvider

import type { DataProvider, GetListParams, RaRecord } from 'ra-core'
import { change, create, list, one, type Page, type Query, remove } from '../api/resources.ts'
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
    Object.entries(filter).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(',') : (value as string),
    ]),
  )

const total = (page: Page['page']) => (page.total ? { total: page.total.count } : {})
const versionOf = (record: object | undefined) => (record as { version?: number } | undefined)?.version

async function getList(resource: string, params: GetListParams) {
  const { page = 1, perPage = 25 } = params.pagination ?? {}
  const filter = (params.filter ?? {}) as Record<string, unknown>
  const query: Query = { ...flat(filter), sort: sortOf(params.sort) }
  if (perPage > MAX_PAGE) return walk(resource, query, perPage, params.signal)

  const question: PageQuestion = { resource, filter, sort: params.sort, perPage }
  const cursor = paging.cursorFor(question, page)
  // A bookmarked page whose cursor is not known: an empty page makes react-admin go back to the first.
  if (cursor === undefined) return { data: [], pageInfo: { hasNextPage: false, hasPreviousPage: true } }
  const answer = await list(resource, { ...query, limit: perPage, cursor }, params.signal)
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
    const answer: Page = await list(resource, { ...query, limit, cursor }, signal)
    data.push(...answer.data)
    cursor = answer.page.nextCursor
  } while (cursor !== null && data.length < wanted)
  return { data, pageInfo: { hasNextPage: cursor !== null, hasPreviousPage: false } }
}

async function getMany(resource: string, ids: readonly string[], signal?: AbortSignal) {
  const answers = await Promise.all(
    chunks(ids, MAX_IDS).map((portion) =>
      list(resource, { ids: portion.join(','), limit: portion.length }, signal),
    ),
  )
  return { data: answers.flatMap((answer) => answer.data) }
}

const oneByOne = async (): Promise<never> => {
  throw new Error('Records are changed one by one, each with the version that was seen.')
}

/** REST as react-admin wants it. Changes carry the version that was seen, so that nobody overwrites another. */
export const dataProvider = {
  getList,
  getOne: async (resource, { id, signal }) => ({ data: await one(resource, String(id), signal) }),
  getMany: (resource, { ids, signal }) => getMany(resource, ids.map(String), signal),
  getManyReference: (resource, params) =>
    getList(resource, { ...params, filter: { ...params.filter, [params.target]: params.id } }),
  create: async (resource, { data }) => ({ data: await create(resource, data as object) }),
  update: async (resource, { id, data, previousData }) => ({
    data: await change(resource, String(id), data as object, versionOf(previousData)),
  }),
  delete: async (resource, { id, previousData }) => {
    await remove(resource, String(id), versionOf(previousData))
    return { data: previousData ?? { id } }
  },
  updateMany: oneByOne,
  deleteMany: oneByOne,
  // In development, effects run twice and the first request would be cancelled.
  supportAbortSignal: import.meta.env.PROD,
} as DataProvider

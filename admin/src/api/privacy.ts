import { api, ifMatch, unwrap } from './client.ts'
import type { components } from './schema.generated.ts'

type Schemas = components['schemas']
export type Retention = Schemas['Retention']
export type RetentionPreview = Schemas['RetentionPreview']
export type ErasureRequest = Schemas['ErasureRequest']
export type Mention = Schemas['Erasure']['mentions'][number]
export type InventoryTopic = Schemas['Inventory']['topics'][number]
export type Periods = Pick<
  Retention,
  'clientsMonths' | 'eventsDays' | 'activitiesMonths' | 'sessionsDays' | 'mailsDays'
>

export const readInventory = (signal: AbortSignal) => unwrap(api.GET('/v1/privacy/inventory', { signal }))

export const readRetention = (signal: AbortSignal) =>
  unwrap(api.GET('/v1/organization/retention', { signal }))

export const changeRetention = (body: Periods, version: number) =>
  unwrap(api.PATCH('/v1/organization/retention', { body, headers: ifMatch(version) }))

export const previewRetention = (body: Periods, signal: AbortSignal) =>
  unwrap(api.POST('/v1/organization/retention:preview', { body, signal }))

export const openRequests = (signal: AbortSignal) =>
  unwrap(api.GET('/v1/erasure-requests', { params: { query: { status: 'open', limit: 200 } }, signal }))

export const declineRequest = (id: string) =>
  unwrap(api.POST('/v1/erasure-requests/{id}/decline', { params: { path: { id } } }))

export const withdrawRequest = (id: string) =>
  unwrap(api.POST('/v1/erasure-requests/{id}/withdraw', { params: { path: { id } } }))

export const askToBeErased = (clientId: string) =>
  unwrap(api.POST('/v1/clients/{id}/erasure-request', { params: { path: { id: clientId } } }))

/** Whom to erase, in the version that was seen. */
export interface Erasing {
  kind: 'client' | 'contact'
  id: string
  version: number
}

export const erase = ({ kind, id, version }: Erasing, confirm: string) => {
  const request = { params: { path: { id } }, body: { confirm }, headers: ifMatch(version) }
  return unwrap(
    kind === 'client'
      ? api.POST('/v1/clients/{id}/erase', request)
      : api.POST('/v1/contacts/{id}/erase', request),
  )
}

/** Everything about a client, put among the browser's downloads. */
export async function downloadExport(clientId: string): Promise<void> {
  const pending = api.POST('/v1/clients/{id}/export', { params: { path: { id: clientId } }, parseAs: 'blob' })
  const blob = (await unwrap(pending)) as unknown as Blob
  const { response } = await pending
  const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1]
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name ?? 'export.zip'
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

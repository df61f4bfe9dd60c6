import { api, ifMatch, unwrap } from './client.ts'
import type { components } from './schema.generated.ts'

type Schemas = components['schemas']

export type Organization = Schemas['Organization']
export type Member = Schemas['Member']
export type Coverage = Schemas['Coverage']
export type ClientCoach = Schemas['ClientCoach']
export type Consent = Schemas['Consent']
export type ApiKey = Schemas['ApiKey']
export type NewApiKey = Schemas['NewApiKey']

/** More than any practice has on one page of the settings. */
const many = { limit: 200 }

export const readOrganization = (): Promise<Organization> => unwrap(api.GET('/v1/organization'))
export const changeOrganization = (body: Partial<Organization>, version: number): Promise<Organization> =>
  unwrap(api.PATCH('/v1/organization', { body, headers: ifMatch(version) } as never))

export const listMembers = async (): Promise<Member[]> =>
  (await unwrap(api.GET('/v1/members', { params: { query: { ...many, sort: 'name' } } }))).data
export const changeMember = ({ id, version }: Member, body: Partial<Member>): Promise<Member> =>
  unwrap(
    api.PATCH('/v1/members/{id}', { params: { path: { id } }, body, headers: ifMatch(version) } as never),
  )
export const deactivateMember = ({ id, version }: Member, handOverTo: string | null): Promise<Member> =>
  unwrap(
    api.POST('/v1/members/{id}/deactivate', {
      params: { path: { id } },
      body: { handOverTo },
      headers: ifMatch(version),
    }),
  )
export const endMemberSessions = (id: string): Promise<unknown> =>
  unwrap(api.DELETE('/v1/members/{id}/sessions', { params: { path: { id } } }))

export const listCoverages = async (): Promise<Coverage[]> =>
  (await unwrap(api.GET('/v1/coverages', { params: { query: { ...many, sort: '-startsOn' } } }))).data
export const createCoverage = (body: {
  memberId: string
  delegateId: string
  startsOn: string
  endsOn: string
}): Promise<Coverage> => unwrap(api.POST('/v1/coverages', { body }))
export const changeCoverage = (
  { id, version }: Coverage,
  body: { delegateId?: string; startsOn?: string; endsOn?: string },
): Promise<Coverage> =>
  unwrap(
    api.PATCH('/v1/coverages/{id}', { params: { path: { id } }, body, headers: ifMatch(version) } as never),
  )
export const removeCoverage = ({ id, version }: Coverage): Promise<unknown> =>
  unwrap(api.DELETE('/v1/coverages/{id}', { params: { path: { id } }, headers: ifMatch(version) }))

export const listApiKeys = async (): Promise<ApiKey[]> =>
  (await unwrap(api.GET('/v1/api-keys', { params: { query: { ...many, sort: '-createdAt' } } }))).data
export const createApiKey = (body: {
  name: string
  scopes: ApiKey['scopes']
  expiresAt: string | null
  clientIds: string[] | null
}): Promise<NewApiKey> => unwrap(api.POST('/v1/api-keys', { body }))
export const revokeApiKey = ({ id, version }: ApiKey): Promise<unknown> =>
  unwrap(api.DELETE('/v1/api-keys/{id}', { params: { path: { id } }, headers: ifMatch(version) }))

export const listCoaches = async (clientId: string): Promise<ClientCoach[]> =>
  (await unwrap(api.GET('/v1/clients/{id}/coaches', { params: { path: { id: clientId } } }))).data
export const putCoach = (
  clientId: string,
  memberId: string,
  body: { level: 'coaching' | 'viewing'; endsOn: string | null },
): Promise<unknown> =>
  unwrap(
    api.PUT('/v1/clients/{id}/coaches/{memberId}', { params: { path: { id: clientId, memberId } }, body }),
  )
export const removeCoach = (clientId: string, memberId: string): Promise<unknown> =>
  unwrap(api.DELETE('/v1/clients/{id}/coaches/{memberId}', { params: { path: { id: clientId, memberId } } }))

export const readConsent = (clientId: string): Promise<Consent> =>
  unwrap(api.GET('/v1/clients/{id}/consent', { params: { path: { id: clientId } } }))
export const putConsent = (
  clientId: string,
  body: { pipeline: boolean; notes: boolean; contacts: boolean; endsOn: string | null; source?: string },
): Promise<Consent> =>
  unwrap(api.PUT('/v1/clients/{id}/consent', { params: { path: { id: clientId } }, body }))

export type Invitation = Schemas['Invitation']
export type Mail = Schemas['Mail']

export const listInvitations = async (
  query: { clientId?: string; open?: boolean } = {},
): Promise<Invitation[]> =>
  (await unwrap(api.GET('/v1/invitations', { params: { query: { ...many, ...query, sort: '-createdAt' } } })))
    .data
export const inviteMember = (body: {
  email: string
  name?: string
  role: 'admin' | 'coach'
}): Promise<Invitation> => unwrap(api.POST('/v1/invitations', { body: { kind: 'member', ...body } }))
export const inviteClient = (clientId: string): Promise<Invitation> =>
  unwrap(api.POST('/v1/invitations', { body: { kind: 'client', clientId } }))
export const resendInvitation = (id: string): Promise<Invitation> =>
  unwrap(api.POST('/v1/invitations/{id}/resend', { params: { path: { id } } }))
export const revokeInvitation = (id: string): Promise<unknown> =>
  unwrap(api.DELETE('/v1/invitations/{id}', { params: { path: { id } } }))

/** The latest first; the next page begins at `nextCursor`. */
export const listMails = (
  cursor: string | null,
): Promise<{ data: Mail[]; page: { nextCursor: string | null } }> =>
  unwrap(api.GET('/v1/mails', { params: { query: { limit: 50, ...(cursor && { cursor }) } } }))

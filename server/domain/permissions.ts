import type { CoachLevel, Role } from './vocabulary.ts'

/** What a service asks for. Which clients' things it then touches is decided by {@link mayWrite} and the reader's view. */
export const permissions = [
  'self', // one's own login: any role
  'clients:read',
  'clients:write',
  'places:read', // employers and contacts
  'places:write', // contacts; employers by way of an opportunity
  'employers:write',
  'work:read', // opportunities, interviews, plans, tasks
  'work:write',
  'reports:read',
  'organization:write',
] as const
export type Permission = (typeof permissions)[number]

const coach: readonly Permission[] = permissions.filter((permission) => permission !== 'organization:write')
const client: readonly Permission[] = [
  'self',
  'clients:read',
  'places:read',
  'places:write',
  'work:read',
  'work:write',
]

const granted: Readonly<Record<Role, ReadonlySet<Permission>>> = {
  admin: new Set(permissions),
  coach: new Set(coach),
  client: new Set(client),
}

/** May a person of this role do such a thing at all? An unknown role or permission: no. */
export const roleMay = (role: Role, permission: Permission): boolean =>
  granted[role]?.has(permission) ?? false

/** May a coach of this level change a client's things (not the client record itself)? */
export const mayWrite = (level: CoachLevel): boolean => level === 'primary' || level === 'coaching'

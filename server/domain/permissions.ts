import type { Role } from './vocabulary.ts'

const resources = ['clients', 'employers', 'contacts', 'opportunities', 'interviews', 'tasks'] as const

/** What an API key may be given; `interviews` holds their plans and statements too. */
export const keyScopes = [
  ...resources.flatMap((resource) => [`${resource}:read`, `${resource}:write`] as const),
  'members:read',
  'reports:read',
  'activities:read',
  'changes:read',
] as const
export type KeyScope = (typeof keyScopes)[number]

/** What a service asks for. Whose things it then touches is decided in clients.access.ts. */
export const permissions = [
  ...keyScopes,
  'login', // one's own login, also before a second factor that is asked for has been set up
  'self', // what concerns oneself: any person
  'organization:read',
  'members:write',
  'organization:write',
  'api-keys:write',
  'webhooks:write',
  'privacy:write', // export and erasure of somebody else
] as const
export type Permission = (typeof permissions)[number]

const forAdmins: readonly Permission[] = [
  'members:write',
  'organization:write',
  'api-keys:write',
  'webhooks:write',
  'privacy:write',
]
const forMembers: readonly Permission[] = [
  'clients:write',
  'employers:write',
  'members:read',
  'reports:read',
  'organization:read',
]

const granted: Readonly<Record<Role, ReadonlySet<Permission>>> = {
  admin: new Set(permissions),
  coach: new Set(permissions.filter((permission) => !forAdmins.includes(permission))),
  client: new Set(permissions.filter((permission) => ![...forAdmins, ...forMembers].includes(permission))),
}

/** May a person of this role do such a thing at all? An unknown role or permission: no. */
export const roleMay = (role: Role, permission: Permission): boolean =>
  granted[role]?.has(permission) ?? false

/** May this caller do such a thing at all: a person by role, a key by its scopes. */
export const actorMay = (
  { role, scopes }: { role: Role | 'key'; scopes: ReadonlySet<string> },
  permission: Permission,
): boolean =>
  role === 'key'
    ? scopes.has(permission) && keyScopes.includes(permission as KeyScope)
    : roleMay(role, permission)

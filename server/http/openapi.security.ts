import { type KeyScope, keyScopes } from '../domain/permissions.ts'
import { type Document, needsLogin, type Operation, operationsOf } from './openapi.document.ts'

const resources = ['clients', 'employers', 'contacts', 'opportunities', 'interviews', 'tasks']

/** Where the scope does not follow from topic and method. */
const exceptions: Readonly<Record<string, KeyScope>> = {
  listMembers: 'members:read',
  getMember: 'members:read',
  listCoverages: 'members:read',
  getCoverage: 'members:read',
  previewPlan: 'interviews:read',
  getTriage: 'reports:read',
  listChanges: 'changes:read',
  listActivities: 'activities:read',
}

/** The scope that an API key needs for an operation; null where none will do, only a person. */
export function scopeOf(method: string, { operationId, tags: [tag = ''] }: Operation): KeyScope | null {
  const exception = exceptions[operationId]
  if (exception) return exception
  if (!resources.includes(tag)) return null
  return `${tag}:${method === 'get' ? 'read' : 'write'}` as KeyScope
}

interface Scheme {
  type: 'http'
  scheme: string
  bearerFormat: string
  description: string
  'x-scopes'?: Record<string, string>
}

/** Two ways of showing who calls, both in the field Authorization. */
export const securitySchemes: Record<string, Scheme> = {
  bearer: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description:
      'The access token of a person, from POST /v1/auth/login. It ends after 15 minutes; POST /v1/auth/refresh gives the next.',
  },
  apiKey: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'aw_…',
    description:
      'An API key, which an admin makes with POST /v1/api-keys. It acts as itself, within its scopes.',
    'x-scopes': Object.fromEntries(keyScopes.map((scope) => [scope, words(scope)])),
  },
} as const

/** Who may call each operation, and the scope that a key needs for it. */
export function completeSecurity(document: Document): void {
  for (const { method, operation } of operationsOf(document)) {
    if (!needsLogin(operation)) continue
    const scope = scopeOf(method, operation)
    operation.security = [{ bearer: [] }, ...(scope ? [{ apiKey: [scope] }] : [])]
  }
}

function words(scope: KeyScope): string {
  const [what, verb] = scope.split(':')
  const noun = what === 'interviews' ? 'interviews, their plans and what was said about the decision' : what
  return verb === 'read' ? `Read ${noun}.` : `Read and change ${noun}.`
}

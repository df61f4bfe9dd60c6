import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import { type TSchema, Type } from 'typebox'
import { FieldProblem, Id, named, ref } from '../platform/schema.ts'
import { completeAnswers } from './openapi.answers.ts'
import { completeDeprecations } from './openapi.deprecation.ts'
import type { Document } from './openapi.document.ts'
import { completeExamples } from './openapi.examples.ts'
import { completeSecurity, securitySchemes } from './openapi.security.ts'
import { completeWebhooks } from './openapi.webhooks.ts'

export const Problem = named(
  'Problem',
  {
    type: Type.String({ description: 'A stable address per kind of problem.' }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String({ description: 'What is wrong and what helps, in a sentence.' }),
    instance: Type.String(),
    requestId: Type.String({ description: 'Name it when you report a problem.' }),
    errors: Type.Optional(Type.Array(FieldProblem)),
    challenge: Type.Optional(
      Type.String({ description: 'Of the kind second-factor: send it back with the code.' }),
    ),
    expiresIn: Type.Optional(Type.Integer({ description: 'Seconds for which the challenge holds.' })),
    organizations: Type.Optional(
      Type.Array(Type.Object({ id: Id, name: Type.String() }), {
        description: 'Of the code organization_required: log in again with the id of one as organizationId.',
      }),
    ),
  },
  'RFC 9457 problem details.',
)

const meanings: Record<number, string> = {
  400: 'The request alone is wrong.',
  401: 'There is no valid access token.',
  403: 'The role does not allow this.',
  404: 'It does not exist, or you may not see it.',
  409: 'The present state does not allow this.',
  410: 'The place is no longer kept; begin anew.',
  412: 'It was changed in the meantime; nothing was written.',
  413: 'The body is too large.',
  415: 'The content type is not understood.',
  422: 'The request contradicts what is stored.',
  428: 'If-Match is missing.',
  429: 'Too many tries; Retry-After says when the next may come.',
}

/** The problem answers of an operation, besides 503 which any may give. */
export function problemsOf(...statuses: number[]): Record<number, TSchema> {
  const all = [...statuses, 503]
  return Object.fromEntries(
    all.map((status) => [
      status,
      {
        description: meanings[status] ?? 'The database cannot be reached; try again in a few seconds.',
        content: { 'application/problem+json': { schema: ref(Problem) } },
      },
    ]),
  ) as never
}

const tags = [
  { name: 'auth', description: 'Logging in and out.' },
  { name: 'organization', description: 'The practice itself.' },
  { name: 'coverage', description: 'Who stands in while a coach is away.' },
  { name: 'invitations', description: 'How people get their logins.' },
  { name: 'members', description: 'People who work for the organization.' },
  { name: 'api-keys', description: 'Keys by which programs act as themselves.' },
  { name: 'webhooks', description: 'Endpoints to which events are sent.' },
  { name: 'clients', description: 'Job seekers and their coaches.' },
  { name: 'employers', description: 'Companies and institutions.' },
  { name: 'contacts', description: 'People at an employer.' },
  { name: 'opportunities', description: 'One position that a client pursues at one employer.' },
  {
    name: 'interviews',
    description: 'Conversations, what was said about the decision, and the plans that follow.',
  },
  { name: 'tasks', description: 'Follow-up tasks: one thing to do, and the moment it falls due.' },
  { name: 'calendar-feeds', description: 'Secret addresses under which calendars are subscribed to.' },
  { name: 'notifications', description: 'Which reminders come by mail.' },
  { name: 'privacy', description: 'What is stored, for how long, exporting and erasing a person.' },
  { name: 'reports', description: 'What a coach needs to know across clients.' },
  { name: 'changes', description: 'The feed of everything that changes.' },
  { name: 'activities', description: 'The log of who did what.' },
  { name: 'jobs', description: 'What the installation does with time, and how that fares.' },
  { name: 'operation', description: 'For operators.' },
]

/** openapi.yaml is made from the routes' schemas; see openapi.write.ts. */
export const openApi = fp(async (app: FastifyInstance) => {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Afterword',
        version: '1.0.0',
        description:
          'The days between a job interview and the answer: who to thank, when to call, what is due.',
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url: '/', description: 'This server.' }],
      tags,
      components: { securitySchemes },
      security: [{ bearer: [] }],
    },
    // The graph describes itself; what is not under /v1 or /.well-known is no part of this contract.
    transform: ({ schema, url }) => ({
      schema: /^\/(v1|\.well-known)\//.test(url) ? schema : { ...schema, hide: true },
      url,
    }),
    transformObject: (made) => {
      const { openapiObject } = made as { openapiObject: object }
      complete(openapiObject as Document)
      return openapiObject
    },
    refResolver: { buildLocalReference: (json, _base, _fragment, i) => String(json.$id ?? `schema-${i}`) },
  })
})

/** What follows for all operations from what each has said. */
function complete(document: Document): void {
  completeAnswers(document)
  completeSecurity(document)
  completeExamples(document)
  completeDeprecations(document)
  completeWebhooks(document)
}

/** The schema of one operation: what every one must say, then what goes in and out. */
export const op = <const S extends object>(
  operationId: string,
  tag: string,
  summary: string,
  description: string,
  schema: S,
) => ({
  operationId,
  tags: [tag],
  summary,
  description,
  ...schema,
})

const header = (description: string) => Type.Optional(Type.String({ maxLength: 1000, description }))

/** What goes with a JSON Merge Patch: the version that is changed, and the content types that are taken. */
export const patching = {
  headers: Type.Object({
    'if-match': header('The ETag of the version that you change, or * for any. Without it 428, stale 412.'),
  }),
  consumes: ['application/json', 'application/merge-patch+json'],
}

/** A verb heeds If-Match when it is sent. */
export const heeding = {
  headers: Type.Object({ 'if-match': header('Only if the version is still this one; else 412.') }),
}

/** A reader that has a version already gets 304. */
export const rereading = {
  headers: Type.Object({
    'if-none-match': header('The ETag that you have: 304 when it is still the latest.'),
  }),
}

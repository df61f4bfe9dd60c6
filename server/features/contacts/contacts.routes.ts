import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Context } from '../../context.ts'
import { bulkRoute } from '../../http/bulk.ts'
import { op, patching, problemsOf, rereading } from '../../http/openapi.ts'
import { removalRoutes } from '../../http/removal.ts'
import { sendCreated, sendVersioned, versionCheck, versionTag } from '../../http/versions.ts'
import { IdParams, ref } from '../../platform/schema.ts'
import { perform } from '../../platform/scope.ts'
import { removeContact, restoreContact } from './contacts.removal.ts'
import { Contact, ContactBody, ContactPatch, ContactQuery, Contacts } from './contacts.schema.ts'
import * as service from './contacts.service.ts'

export const contactRoutes =
  (context: Context, { changeContact }: Pick<typeof service, 'changeContact'>): FastifyPluginAsyncTypebox =>
  async (app) => {
    const tag = 'contacts'
    const one = { 200: ref(Contact) }

    app.get(
      '/contacts',
      {
        schema: op('listContacts', tag, 'List contacts', 'By when they were added or changed.', {
          querystring: ContactQuery,
          response: { 200: Contacts, ...problemsOf(400, 401) },
        }),
      },
      (request) => perform(context, request.caller, service.listContacts, request.query),
    )

    app.post(
      '/contacts',
      {
        schema: op(
          'createContact',
          tag,
          'Add a contact',
          'A person at an employer; name is null for somebody whose name is not known. 409 with `email_taken` when the caller knows another contact of this employer with that mail address.',
          {
            body: ContactBody,
            response: { 201: ref(Contact), ...problemsOf(400, 401, 403, 409, 422) },
          },
        ),
      },
      async (request, reply) =>
        sendCreated(
          reply,
          '/v1/contacts',
          await perform(context, request.caller, service.createContact, request.body),
        ),
    )

    app.get(
      '/contacts/:id',
      {
        schema: op('getContact', tag, 'Get a contact', 'One contact, with its version as ETag.', {
          params: IdParams,
          ...rereading,
          response: { ...one, ...problemsOf(400, 401, 404) },
        }),
      },
      async (request, reply) =>
        sendVersioned(
          request,
          reply,
          await perform(context, request.caller, service.getContact, request.params.id),
        ),
    )

    app.patch(
      '/contacts/:id',
      {
        schema: op(
          'changeContact',
          tag,
          'Change a contact',
          'JSON Merge Patch. A name or address that is filled in unblocks the thank-you that waited for it. A client fills in what is missing, and changes only whom they entered. Needs If-Match.',
          {
            params: IdParams,
            ...patching,
            body: ContactPatch,
            response: { ...one, ...problemsOf(400, 401, 403, 404, 409, 412, 428) },
          },
        ),
      },
      async (request, reply) => {
        const change = { id: request.params.id, patch: request.body, check: versionCheck(request, true) }
        return sendVersioned(request, reply, await perform(context, request.caller, changeContact, change))
      },
    )

    removalRoutes(app, context, {
      ...{ path: '/contacts', tag, name: 'Contact', noun: 'a contact', schema: Contact },
      consequence: 'Interviews and tasks that name them keep doing so.',
      ...{ remove: removeContact, restore: restoreContact, tagOf: versionTag },
    })

    bulkRoute(app, context, {
      ...{ path: '/contacts', tag, name: 'createContacts', nouns: 'contacts' },
      ...{ item: ContactBody, schema: Contact, create: service.createContacts },
    })
  }

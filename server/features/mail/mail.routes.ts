import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Context } from '../../context.ts'
import { op, problemsOf } from '../../http/openapi.ts'
import { perform } from '../../platform/scope.ts'
import { MailQuery, Mails } from './mail.schema.ts'
import { listMails } from './mail.service.ts'

export const mailRoutes =
  (context: Context): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/mails',
      {
        schema: op('listMails', 'organization', 'List outgoing mail', 'For admins, the latest first.', {
          querystring: MailQuery,
          response: { 200: Mails, ...problemsOf(400, 401, 403) },
        }),
      },
      (request) => perform(context, request.caller, listMails, request.query),
    )
  }

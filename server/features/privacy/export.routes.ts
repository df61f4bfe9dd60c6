import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Context } from '../../context.ts'
import { op, problemsOf } from '../../http/openapi.ts'
import { IdParams } from '../../platform/schema.ts'
import { perform } from '../../platform/scope.ts'
import { exportClient } from './export.service.ts'

const zipped = {
  description: 'A zip with README.txt, and JSON and CSV for each kind of record.',
  content: { 'application/zip': { schema: Type.Unsafe<Buffer>({ type: 'string', format: 'binary' }) } },
}

export const exportRoutes =
  (context: Context): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.post(
      '/clients/:id/export',
      {
        schema: op(
          'exportClient',
          'privacy',
          'Export everything about a client',
          'By an admin, or by clients for themselves. Contacts of theirs as far as they entered or see them.',
          { params: IdParams, response: { 200: zipped, ...problemsOf(400, 401, 403, 404) } },
        ),
      },
      async (request, reply) => {
        const { zip, fileName } = await perform(context, request.caller, exportClient, request.params.id)
        return reply
          .header('content-disposition', `attachment; filename="${fileName}"`)
          .header('cache-control', 'no-store')
          .type('application/zip')
          .send(zip)
      },
    )
  }

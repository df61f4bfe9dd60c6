import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import type { Context } from '../../context.ts'
import { heeding, op, patching, problemsOf } from '../../http/openapi.ts'
import { sendCreated, sendVersioned, versionCheck } from '../../http/versions.ts'
import { isDeadlock } from '../../platform/errors.ts'
import { IdParams, ref } from '../../platform/schema.ts'
import { perform, withOrganization } from '../../platform/scope.ts'
import { EraseBody, Erasure, ErasureRequest, ErasureRequestQuery, ErasureRequests } from './erasure.schema.ts'
import * as service from './erasure.service.ts'
import { fileErasures } from './ledger.ts'

export const erasureRoutes =
  (context: Context): FastifyPluginAsyncTypebox =>
  async (app) => {
    const tag = 'privacy'
    const erasing = {
      params: IdParams,
      headers: patching.headers,
      body: EraseBody,
      response: { 200: ref(Erasure), ...problemsOf(400, 401, 403, 404, 412, 422, 428) },
    }
    const ending = {
      params: IdParams,
      ...heeding,
      response: { 200: ref(ErasureRequest), ...problemsOf(400, 401, 403, 404, 409, 412) },
    }

    /** After the commit. What can not be written now is written by the worker. */
    async function appendToLedger({ caller, log }: FastifyRequest): Promise<void> {
      if (!context.config.erasureLedger) return
      await withOrganization(context, caller.organizationId, (db) =>
        fileErasures(context.config.erasureLedger, (sql, parameters) => rowsOf(db.query(sql, parameters))),
      ).catch((error: Error) => log.error(`The ledger of erasures could not be written: ${error.message}`))
    }

    for (const [kind, erase] of [
      ['client', service.eraseClient],
      ['contact', service.eraseContact],
    ] as const)
      app.post(
        `/${kind}s/:id/erase`,
        {
          schema: op(
            kind === 'client' ? 'eraseClient' : 'eraseContact',
            tag,
            `Erase a ${kind}`,
            `For good, by an admin: what remains are numbers without a person. ${
              kind === 'client'
                ? 'Contacts known only through the client are erased too, and the login ends at once.'
                : 'For contacts who ask for it.'
            } Needs If-Match, and the name or id as confirmation.`,
            erasing,
          ),
        },
        async (request) => {
          const { id } = request.params
          const input = { id, confirm: request.body.confirm, check: versionCheck(request, true) }
          const erased = await persistently(() => perform(context, request.caller, erase, input))
          await appendToLedger(request)
          return erased
        },
      )

    app.post(
      '/clients/:id/erasure-request',
      {
        schema: op(
          'requestErasure',
          tag,
          'Ask to be erased',
          'By the client; an admin does it or declines.',
          {
            params: IdParams,
            response: {
              200: ref(ErasureRequest),
              201: ref(ErasureRequest),
              ...problemsOf(400, 401, 403, 404, 409),
            },
          },
        ),
      },
      async (request, reply) => {
        const { request: asked, created } = await perform(
          context,
          request.caller,
          service.requestErasure,
          request.params.id,
        )
        if (created) return sendCreated(reply, '/v1/erasure-requests', asked)
        return sendVersioned(request, reply, asked)
      },
    )

    app.get(
      '/erasure-requests',
      {
        schema: op(
          'listErasureRequests',
          tag,
          'List who asks to be erased',
          'An admin sees all, a client their own.',
          {
            querystring: ErasureRequestQuery,
            response: { 200: ErasureRequests, ...problemsOf(400, 401, 403) },
          },
        ),
      },
      (request) => perform(context, request.caller, service.listErasureRequests, request.query),
    )

    app.get(
      '/erasure-requests/:id',
      {
        schema: op('getErasureRequest', tag, 'Get a wish to be erased', 'By an admin, and by who asked.', {
          params: IdParams,
          response: { 200: ref(ErasureRequest), ...problemsOf(400, 401, 403, 404) },
        }),
      },
      async (request, reply) =>
        sendVersioned(
          request,
          reply,
          await perform(context, request.caller, service.getErasureRequest, request.params.id),
        ),
    )

    app.post(
      '/erasure-requests/:id/decline',
      { schema: op('declineErasure', tag, 'Decline to erase', 'By an admin; the client sees it.', ending) },
      async (request, reply) => {
        const input = { id: request.params.id, check: versionCheck(request, false) }
        return sendVersioned(
          request,
          reply,
          await perform(context, request.caller, service.declineErasure, input),
        )
      },
    )

    app.post(
      '/erasure-requests/:id/withdraw',
      { schema: op('withdrawErasure', tag, 'Not be erased after all', 'By the client who asked.', ending) },
      async (request, reply) => {
        const input = { id: request.params.id, check: versionCheck(request, false) }
        return sendVersioned(
          request,
          reply,
          await perform(context, request.caller, service.withdrawErasure, input),
        )
      },
    )
  }

const tries = 10

/** An erasure locks all that a person has; while many write about them, the database may end it several times over. */
async function persistently<T>(work: () => Promise<T>): Promise<T> {
  for (let left = tries; ; left--) {
    try {
      return await work()
    } catch (error) {
      if (left <= 1 || !isDeadlock(error)) throw error
      await sleep(20 + Math.random() * 100)
    }
  }
}

/** TypeORM gives the rows of an UPDATE together with their number. */
const rowsOf = async (result: Promise<unknown>): Promise<Record<string, unknown>[]> => {
  const rows = (await result) as unknown[]
  return (Array.isArray(rows[0]) ? rows[0] : rows) as Record<string, unknown>[]
}

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Context } from '../../context.ts'
import { op, problemsOf } from '../../http/openapi.ts'
import { ref } from '../../platform/schema.ts'
import { actOnTask, lookAtTask, undoByLink, unsubscribe } from './links.service.ts'
import { TaskAction, TaskActionBody, TokenBody } from './settings.schema.ts'

const from = ({ ip, id }: FastifyRequest) => ({ ip, requestId: id })
const config = { access: 'open' as const }

/** For who holds the link of a reminder: open, as it is the proof. Nothing is done but by a POST, which no mail scanner sends. */
export const taskActionRoutes =
  (context: Context): FastifyPluginAsyncTypebox =>
  async (app) => {
    const tag = 'tasks'
    const open = { security: [] }
    const answer = { 200: ref(TaskAction) }
    app.addHook('onSend', async (_request, reply) => {
      reply.header('cache-control', 'no-store')
    })

    app.post(
      '/task-actions::look',
      {
        config,
        schema: {
          ...op(
            'lookAtTaskAction',
            tag,
            'Look at a task by the link of a reminder',
            'What it is about and what can be done. Nothing changes by it.',
            { body: TokenBody, response: { ...answer, ...problemsOf(400, 401, 404) } },
          ),
          ...open,
        },
      },
      (request) => lookAtTask(context, { ...request.body, ...from(request) }),
    )

    app.post(
      '/task-actions::act',
      {
        config,
        schema: {
          ...op(
            'actByLink',
            tag,
            'Act on a task by the link of a reminder',
            'As the person to whom it went, once.',
            { body: TaskActionBody, response: { ...answer, ...problemsOf(400, 401, 404, 409) } },
          ),
          ...open,
        },
      },
      (request) => actOnTask(context, { ...request.body, ...from(request) }),
    )

    app.post(
      '/task-actions::undo',
      {
        config,
        schema: {
          ...op(
            'undoByLink',
            tag,
            'Take back what a link has just done',
            'Within a minute. The link is used all the same.',
            { body: TokenBody, response: { ...answer, ...problemsOf(400, 401, 404, 409) } },
          ),
          ...open,
        },
      },
      (request) => undoByLink(context, { ...request.body, ...from(request) }),
    )
  }

const TokenParams = Type.Object({ token: Type.String({ maxLength: 200 }) })
/** For mail programs and browsers, no part of the contract with programs. */
const forMail = { security: [], hide: true }

/** One click in a mail program (RFC 8058) sends the POST; a GET leads a person to the page that asks them. */
export const unsubscribeRoutes =
  (context: Context): FastifyPluginAsyncTypebox =>
  async (app) => {
    // Mail programs send a form, with whichever of the two types; what stands in it says nothing.
    app.addContentTypeParser(
      ['application/x-www-form-urlencoded', 'multipart/form-data'],
      { parseAs: 'buffer', bodyLimit: 10_000 },
      (_request, _body, done) => done(null, null),
    )

    app.get(
      '/mail/unsubscribe/:token',
      {
        config,
        schema: {
          ...op(
            'askToUnsubscribe',
            'notifications',
            'Unsubscribe from reminders',
            'Sends a browser to the page that asks.',
            {
              params: TokenParams,
              response: { 302: Type.Null({ description: 'The page.' }), ...problemsOf(400) },
            },
          ),
          ...forMail,
        },
      },
      async (request, reply) =>
        reply
          .header('cache-control', 'no-store')
          .redirect(
            `${context.config.publicUrl}/unsubscribe#token=${encodeURIComponent(request.params.token)}`,
            302,
          ),
    )

    app.post(
      '/mail/unsubscribe/:token',
      {
        config,
        schema: {
          ...op('unsubscribe', 'notifications', 'Unsubscribe from reminders', 'At once, without a login.', {
            params: TokenParams,
            response: { 204: Type.Null({ description: 'No more reminders come.' }), ...problemsOf(400, 404) },
          }),
          ...forMail,
        },
      },
      async (request, reply) => {
        await unsubscribe(context, { token: request.params.token, ...from(request) })
        return reply.code(204).send(null)
      },
    )
  }

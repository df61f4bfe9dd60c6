import { fileURLToPath } from 'node:url'
import cookie from '@fastify/cookie'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify, { type FastifyInstance, LogController } from 'fastify'
import { v7 as newId } from 'uuid'
import type { Context } from './context.ts'
import { docsRoutes } from './docs/docs.routes.ts'
import { activityRoutes } from './features/activities/activities.routes.ts'
import { keyLookup } from './features/api-keys/api-keys.lookup.ts'
import { apiKeyRoutes } from './features/api-keys/api-keys.routes.ts'
import { passwordRoutes, recoveryRoutes } from './features/auth/auth.recovery.routes.ts'
import { authRoutes, keySetRoutes, meRoutes } from './features/auth/auth.routes.ts'
import { changeRoutes } from './features/changes/changes.routes.ts'
import * as handover from './features/clients/clients.handover.ts'
import { clientRoutes } from './features/clients/clients.routes.ts'
import { coachRoutes } from './features/clients/coaches.routes.ts'
import { consentRoutes } from './features/clients/consent.routes.ts'
import { contactRoutes } from './features/contacts/contacts.routes.ts'
import { coverageRoutes } from './features/coverage/coverage.routes.ts'
import { employerRoutes } from './features/employers/employers.routes.ts'
import { calendarRoutes } from './features/feeds/calendar.routes.ts'
import { feedRoutes } from './features/feeds/feeds.routes.ts'
import { interviewRoutes } from './features/interviews/interviews.routes.ts'
import { acceptRoutes, invitationRoutes } from './features/invitations/invitations.routes.ts'
import { jobRoutes } from './features/jobs/jobs.routes.ts'
import { mailRoutes } from './features/mail/mail.routes.ts'
import { memberRoutes } from './features/members/members.routes.ts'
import { oidcRoutes } from './features/oidc/oidc.routes.ts'
import { opportunityRoutes } from './features/opportunities/opportunities.routes.ts'
import { organizationRoutes } from './features/organizations/organizations.routes.ts'
import * as planned from './features/plans/plans.changes.ts'
import { planRoutes } from './features/plans/plans.routes.ts'
import { erasureRoutes } from './features/privacy/erasure.routes.ts'
import { exportRoutes } from './features/privacy/export.routes.ts'
import { retentionRoutes } from './features/privacy/retention.routes.ts'
import { taskActionRoutes, unsubscribeRoutes } from './features/reminders/links.routes.ts'
import { notificationRoutes } from './features/reminders/settings.routes.ts'
import { reportRoutes } from './features/reports/reports.routes.ts'
import { secondFactorRoutes, verifyRoutes } from './features/second-factor/second-factor.routes.ts'
import { sessionRoutes } from './features/sessions/sessions.routes.ts'
import { taskBulkRoutes } from './features/tasks/tasks.bulk.routes.ts'
import { taskRoutes } from './features/tasks/tasks.routes.ts'
import { deliveryRoutes } from './features/webhooks/deliveries.routes.ts'
import { webhookRoutes } from './features/webhooks/webhooks.routes.ts'
import { graphParts } from './graphql/parts.ts'
import { accessTokens } from './http/access-tokens.ts'
import { authentication } from './http/authentication.ts'
import { caching } from './http/caching.ts'
import { conventions } from './http/conventions.ts'
import { crossOrigin } from './http/cross-origin.ts'
import { deprecations } from './http/deprecation.ts'
import { graphiql } from './http/graphiql.ts'
import { graphSockets } from './http/graphql.sockets.ts'
import { graphql } from './http/graphql.ts'
import { healthRoutes } from './http/health.ts'
import { idempotency } from './http/idempotency.ts'
import { bodyLimits, connectionLimits } from './http/limits.ts'
import { observed, requestLogger } from './http/observed.ts'
import { openApi } from './http/openapi.ts'
import { panel } from './http/panel.ts'
import { pressure } from './http/pressure.ts'
import { problems } from './http/problems.ts'
import { limitCallers, limitNetworks, rateLimits } from './http/rate-limits.ts'
import { routeTable } from './http/routes.ts'
import { securityHeaders } from './http/security-headers.ts'
import { schemaController, textGuard } from './http/validation.ts'
import { schemas } from './schemas.ts'

/** The API, every registration in order. The caller listens and closes. */
export async function buildApp(context: Context): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: context.log,
    genReqId: () => newId(),
    requestIdHeader: false,
    logController: new LogController({ disableRequestLogging: true }),
    childLoggerFactory: requestLogger,
    trustProxy: context.config.trustProxy,
    ...connectionLimits(context.config),
    // While it ends, what still comes on an open connection is answered, and told that the connection closes.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    schemaController,
  }).withTypeProvider<TypeBoxTypeProvider>()

  for (const schema of schemas) app.addSchema(schema)
  await app.register(routeTable)
  await app.register(observed, context.watching)
  await app.register(problems)
  await app.register(deprecations)
  await app.register(textGuard)
  await app.register(caching)
  const https = context.config.publicUrl.startsWith('https:')
  await securityHeaders(app, https)
  await crossOrigin(app, context.config)
  await pressure(app, context)
  await app.register(bodyLimits)
  await app.register(openApi)
  await app.register(cookie)
  await app.register(accessTokens, { keys: context.keys.signing })
  await app.register(rateLimits, { context })
  app.removeContentTypeParser('text/plain')
  app.addContentTypeParser(
    'application/merge-patch+json',
    { parseAs: 'string' },
    app.getDefaultJsonParser('error', 'error'),
  )

  const keys = keyLookup(context)
  await app.register(healthRoutes(context))
  await app.register(docsRoutes)
  await app.register(keySetRoutes(context))
  const { rateLimit, rateLimitNetwork } = context.config
  await app.register(
    async (open) => {
      limitNetworks(open, rateLimitNetwork)
      await open.register(authRoutes(context))
      await open.register(recoveryRoutes(context))
      await open.register(verifyRoutes(context))
      await open.register(acceptRoutes(context))
      await open.register(oidcRoutes(context))
      await open.register(taskActionRoutes(context))
      await open.register(unsubscribeRoutes(context))
    },
    { prefix: '/v1' },
  )
  await app.register(async (open) => {
    limitNetworks(open, rateLimitNetwork)
    await open.register(calendarRoutes(context))
  })
  await app.register(
    async (v1) => {
      await v1.register(authentication, { keys })
      limitCallers(v1, rateLimit)
      await v1.register(idempotency)
      await v1.register(conventions)
      await v1.register(meRoutes(context))
      await v1.register(passwordRoutes(context))
      await v1.register(sessionRoutes(context))
      await v1.register(secondFactorRoutes(context))
      await v1.register(mailRoutes(context))
      await v1.register(jobRoutes(context))
      await v1.register(organizationRoutes(context))
      await v1.register(memberRoutes(context, handover))
      await v1.register(coverageRoutes(context))
      await v1.register(invitationRoutes(context))
      await v1.register(apiKeyRoutes(context))
      await v1.register(webhookRoutes(context))
      await v1.register(deliveryRoutes(context))
      await v1.register(clientRoutes(context, planned))
      await v1.register(coachRoutes(context))
      await v1.register(consentRoutes(context))
      await v1.register(employerRoutes(context, planned))
      await v1.register(contactRoutes(context, planned))
      await v1.register(opportunityRoutes(context, planned))
      await v1.register(interviewRoutes(context))
      await v1.register(planRoutes(context))
      await v1.register(taskRoutes(context, planned))
      await v1.register(taskBulkRoutes(context))
      await v1.register(reportRoutes(context))
      await v1.register(erasureRoutes(context))
      await v1.register(exportRoutes(context))
      await v1.register(retentionRoutes(context))
      await v1.register(notificationRoutes(context))
      await v1.register(feedRoutes(context))
      await v1.register(changeRoutes(context))
      await v1.register(activityRoutes(context))
    },
    { prefix: '/v1' },
  )
  await app.register(async (graph) => {
    await graph.register(authentication, { keys })
    limitCallers(graph, rateLimit)
    const parts = graphParts(context.config)
    await graphql(graph, context, parts)
    graphSockets(graph, context, parts, keys)
  })
  if (!context.config.production) await graphiql(app)
  await panel(app, fileURLToPath(new URL('../dist/panel', import.meta.url)), https)
  return app
}

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../../context.ts'
import { accessSeconds } from '../../http/access-tokens.ts'
import { DomainError } from '../../platform/errors.ts'
import type { Device, Login } from './auth.login.ts'

const cookieSeconds = 30 * 24 * 3600

const fromPanel = (request: FastifyRequest) => request.headers['x-afterword-client'] === 'panel'

const deviceDays = 400

/** Both names: a browser sends the one that was set. */
const deviceCookies = ['__Host-afterword-device', 'afterword-device'] as const

/** Likewise; only the panel has its refresh token in one. */
const loginCookies = ['__Host-afterword', 'afterword'] as const

/** From where a request comes; apps send their device token in the body, the panel's is in a cookie. */
export const deviceOf = (request: FastifyRequest, sent?: string): Device => ({
  userAgent: request.headers['user-agent'] ?? null,
  ip: request.ip,
  deviceToken: sent ?? cookieOf(request, deviceCookies),
  former: cookieOf(request, loginCookies),
})

const cookieOf = ({ cookies }: FastifyRequest, names: readonly string[]): string | null =>
  names.map((name) => cookies[name]).find(Boolean) ?? null

/** How a login goes out: to apps in the body; for the panel the refresh token stays in a cookie that scripts can not read. */
export function loginAnswers(context: Context, app: FastifyInstance) {
  const secure = context.config.publicUrl.startsWith('https:')
  const cookie = secure ? '__Host-afterword' : 'afterword'
  const options = { path: '/', httpOnly: true, secure, sameSite: 'strict' as const }
  const setCookie = (reply: FastifyReply, { refreshToken, deviceToken }: Login) => {
    reply.setCookie(cookie, refreshToken, { ...options, maxAge: cookieSeconds })
    if (!deviceToken) return reply
    const name = secure ? deviceCookies[0] : deviceCookies[1]
    return reply.setCookie(name, deviceToken, { ...options, maxAge: deviceDays * 24 * 3600 })
  }
  return {
    setCookie,
    answer(request: FastifyRequest, reply: FastifyReply, login: Login) {
      const accessToken = app.jwt.sign({
        sub: login.accountId,
        org: login.organizationId,
        sid: login.sessionId,
      })
      reply.header('cache-control', 'no-store')
      if (!fromPanel(request)) {
        const { refreshToken, deviceToken } = login
        return reply.send({
          accessToken,
          expiresIn: accessSeconds,
          refreshToken,
          ...(deviceToken && { deviceToken }),
        })
      }
      return setCookie(reply, login).send({ accessToken, expiresIn: accessSeconds })
    },
    /** The cookie counts only with a header that another site's form can not send. */
    tokenOf(request: FastifyRequest, body: { refreshToken?: string } | null | undefined): string {
      const token = body?.refreshToken ?? (fromPanel(request) ? request.cookies[cookie] : undefined)
      if (!token) throw new DomainError('unauthorized', 'There is no login here. Log in first.')
      return token
    },
    /** The browser drops the cookie, and what it has kept of ours besides. */
    forget: (reply: FastifyReply) =>
      reply.header('clear-site-data', '"cache", "storage"').clearCookie(cookie, options),
  }
}

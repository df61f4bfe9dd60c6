import type { Pool } from 'pg'
import type { Locale } from '../../domain/vocabulary.ts'
import { composeMail } from '../mail/mail.compose.ts'
import { queueMail } from '../mail/mail.store.ts'

interface Off {
  pool: Pool
  publicUrl: string
  log: { info(message: string): void }
}

interface Admin {
  email: string
  locale: Locale
  organization: string
}

/**
 * Switches an endpoint off, once, and tells the practice's admins by mail. What is queued for it waits. A `version` is
 * that of which we speak: who has changed the endpoint since, or switched it on again, is heeded.
 */
export async function switchOff(
  { pool, publicUrl, log }: Off,
  webhook: { organization_id: string; webhook_id: string; version?: number },
  reason: 'gone' | 'failing',
): Promise<void> {
  const { organization_id: organizationId, webhook_id: id } = webhook
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    const { rows } = await client.query<{ url: string }>(
      `UPDATE webhook SET status = 'off', off_reason = $3
       WHERE organization_id = $1 AND id = $2 AND status = 'active' AND version = coalesce($4, version) RETURNING url`,
      [organizationId, id, reason, webhook.version],
    )
    const [off] = rows
    if (off) {
      const admins = await client.query<Admin>(
        `SELECT m.email, m.locale, o.name AS organization FROM member m JOIN organization o ON o.id = m.organization_id
         WHERE m.organization_id = $1 AND m.role = 'admin' AND m.active`,
        [organizationId],
      )
      for (const { email, locale, organization } of admins.rows) {
        const facts = { organization, address: new URL(off.url).host }
        const kind = reason === 'gone' ? 'webhook-gone' : 'webhook-failing'
        const composed = composeMail(kind, locale, facts, `${publicUrl}/settings/webhooks`)
        await queueMail(client, organizationId, { ...composed, kind, recipient: email, secret: false })
      }
    }
    await client.query('COMMIT')
    if (off) log.info(`Webhook ${id} was switched off: ${reason}.`)
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined)
    throw error
  } finally {
    client.release()
  }
}

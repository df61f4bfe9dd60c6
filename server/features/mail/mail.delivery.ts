import nodemailer from 'nodemailer'
import type { Pool } from 'pg'
import { createPacer, type Pacer } from '../../platform/pacer.ts'
import { fillMarks, type LinkSettings, type Subscriber, unsubscribeHeaders } from './mail.links.ts'
import { type ClaimedMail, claimMails, mailLinkKey, settleMail } from './mail.store.ts'

export interface MailSettings {
  /** smtp:// or smtps://; null: nothing is sent. */
  smtpUrl: string | null
  /** The sender's address. */
  from: string
  /** The host that the ids of messages end in. */
  host: string
  /** The address that people use, for the links of reminders. */
  publicUrl?: string
}

interface MailLog {
  info(message: string): void
  warn(message: string): void
}

/** Milliseconds between two looks into the queue. */
const often = 1_500
const atOnce = 10
/** Seconds before the next try: half a minute, then ever longer, for about a day. */
const pauses = [30, 60, 300, 900, 3600, 7200, 14_400, 28_800, 28_800]

/**
 * Sends what is queued, for as long as the process lives. Any number of workers may: each mail is claimed with a lease. A
 * worker that dies between the server's answer and its own commit sends it once more, under the same Message-ID.
 * Without an SMTP server mails are kept in the table, and one that bears a link is printed for the operator.
 */
export function runMailer(pool: Pool, settings: MailSettings, log: MailLog, print = printed): Pacer {
  const transport = settings.smtpUrl
    ? nodemailer.createTransport(settings.smtpUrl, {
        pool: true,
        maxConnections: 3,
        connectionTimeout: 10_000,
        greetingTimeout: 10_000,
        socketTimeout: 30_000,
        disableFileAccess: true,
        disableUrlAccess: true,
      } as object)
    : null

  const publicUrl = settings.publicUrl ?? `https://${settings.host}`
  let key: Buffer | undefined
  const links = async (): Promise<LinkSettings> => {
    key ??= await mailLinkKey(async (sql, parameters) => (await pool.query(sql, parameters)).rows)
    return { key, publicUrl }
  }

  const send = async (mail: ClaimedMail): Promise<void> => {
    if (!transport) {
      if (mail.secret) print(mail)
      await settleMail(pool, mail, { status: 'kept' })
      return
    }
    const content = asSent(mail, settings.from, await links())
    try {
      await transport.sendMail({
        messageId: `<${mail.id}@${settings.host}>`,
        from: settings.from,
        to: { name: '', address: mail.recipient },
        subject: mail.subject,
        ...content,
      })
      await settleMail(pool, mail, { status: 'sent' })
    } catch (error) {
      await putOff(mail, error as Error & { responseCode?: number; code?: string })
    }
  }

  /** What the server refuses for good is not tried again; an address never stands in the log. */
  const putOff = async (
    mail: ClaimedMail,
    { responseCode = 0, code = 'unknown' }: { responseCode?: number; code?: string },
  ) => {
    const again = pauses[mail.tries - 1]
    const forGood = (responseCode >= 500 && responseCode < 600) || again === undefined
    log.warn(
      `Mail ${mail.id} was not sent (${code} ${responseCode}), ${forGood ? 'and will not be' : `next in ${again} s`}.`,
    )
    await settleMail(pool, mail, {
      status: forGood ? 'failed' : 'queued',
      error: `${code} ${responseCode}`,
      again: again ?? 0,
    })
  }

  const pacer = createPacer({
    async work(stopping) {
      const mails = await claimMails(pool, atOnce)
      for (const mail of mails) {
        if (stopping()) break // its lease ends, and another worker takes it
        await send(mail)
      }
      return mails.length === atOnce ? 0 : often
    },
    onError(error, failures) {
      if (failures === 1) log.warn(`Mail can not be sent and is tried again: ${error.message}`)
    },
  })
  return {
    wake: pacer.wake,
    async stop() {
      await pacer.stop()
      transport?.close()
    },
  }
}

/** What a message consists of besides its addresses: a reminder's links come in here, and how to get no more of them. */
function asSent(mail: ClaimedMail, from: string, links: LinkSettings) {
  // No program answers it that answers for somebody who is away (RFC 3834).
  const headers = { 'Auto-Submitted': 'auto-generated' }
  const to = subscriber(mail)
  if (!to) return { text: mail.text, html: mail.html, headers }
  return {
    text: fillMarks(mail.text, to, links),
    html: fillMarks(mail.html, to, links),
    headers: { ...headers, ...unsubscribeHeaders(to, from, links) },
  }
}

const subscriber = ({ organization_id, member_id, client_id }: ClaimedMail): Subscriber | null => {
  if (member_id) return { organizationId: organization_id, kind: 'member', id: member_id }
  return client_id ? { organizationId: organization_id, kind: 'client', id: client_id } : null
}

/** For the operator of an installation without mail: on the console, and in no log. */
const printed = ({ recipient, subject, text }: ClaimedMail): void => {
  process.stdout.write(`\nMail for ${recipient}: ${subject}\n${text}\n`)
}

import { createHmac, timingSafeEqual } from 'node:crypto'

/*
 * Links in reminders that do something without a login. The stored text of a mail has marks in their places, so that nobody
 * who reads the outbox can use them; the tokens come in when it is sent, the same at every try, as they are reckoned from a
 * key of the server's.
 */

const begin = '\uE000'
const end = '\uE001'
const marks = new RegExp(`${begin}(act:[0-9a-f-]{36}|unsubscribe)${end}`, 'g')

/** Stands in a stored mail for the page on which a reminder's task is acted upon. */
export const actMark = (reminderId: string): string => `${begin}act:${reminderId}${end}`
/** Stands for the page on which its reader unsubscribes. */
export const unsubscribeMark = `${begin}unsubscribe${end}`
/** What people have written must not look like a mark. */
export const withoutMarks = (text: string): string => text.replace(/[\uE000\uE001]/g, '')
/** A stored text for showing: without anything that could be used. */
export const marksHidden = (text: string): string => text.replace(marks, '…')

/** The token of a reminder's link; what is stored of it is its hash. */
export const actToken = (key: Buffer, reminderId: string): string =>
  createHmac('sha256', key).update(`act ${reminderId}`).digest('base64url')

/** Who unsubscribes. */
export interface Subscriber {
  organizationId: string
  kind: 'member' | 'client'
  id: string
}

const bytesOf = (uuid: string): Buffer => Buffer.from(uuid.replaceAll('-', ''), 'hex')
const uuidOf = (bytes: Buffer): string =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

const sign = (key: Buffer, bytes: Buffer): Buffer =>
  createHmac('sha256', key).update('unsubscribe ').update(bytes).digest().subarray(0, 18)

/** Says who it is, signed: it can be used at any time, and does nothing but unsubscribe. */
export function unsubscribeToken(key: Buffer, { organizationId, kind, id }: Subscriber): string {
  const bytes = Buffer.concat([
    bytesOf(organizationId),
    bytesOf(id),
    Buffer.from([kind === 'member' ? 1 : 2]),
  ])
  return Buffer.concat([bytes, sign(key, bytes)]).toString('base64url')
}

/** Who it is; null for a token that is not ours. */
export function subscriberOf(key: Buffer, token: string): Subscriber | null {
  const all = Buffer.from(token, 'base64url')
  if (all.length !== 51) return null
  const bytes = all.subarray(0, 33)
  if (!timingSafeEqual(all.subarray(33), sign(key, bytes))) return null
  return {
    organizationId: uuidOf(bytes.subarray(0, 16)),
    id: uuidOf(bytes.subarray(16, 32)),
    kind: bytes[32] === 1 ? 'member' : 'client',
  }
}

export interface LinkSettings {
  key: Buffer
  publicUrl: string
}

/** The mail's text or HTML as its reader gets it. */
export const fillMarks = (text: string, to: Subscriber, { key, publicUrl }: LinkSettings): string =>
  text.replace(marks, (_, mark: string) =>
    mark === 'unsubscribe'
      ? `${publicUrl}/unsubscribe#token=${unsubscribeToken(key, to)}`
      : `${publicUrl}/act#token=${actToken(key, mark.slice(4))}`,
  )

/** The headers with which mail programs offer one click to unsubscribe (RFC 2369, RFC 8058). */
export function unsubscribeHeaders(to: Subscriber, from: string, { key, publicUrl }: LinkSettings) {
  const address = /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from.trim()
  const byMail = /@(?!localhost$)[^@\s]+$/.test(address) ? `, <mailto:${address}?subject=unsubscribe>` : ''
  return {
    'List-Unsubscribe': `<${publicUrl}/v1/mail/unsubscribe/${unsubscribeToken(key, to)}>${byMail}`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  }
}

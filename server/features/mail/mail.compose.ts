import type { Locale } from '../../domain/vocabulary.ts'
import { html } from '../../platform/html.ts'
import { type MailFacts, type MailKind, mailText } from './mail.texts.ts'

export interface Composed {
  subject: string
  text: string
  html: string
}

/** One line: what stands in a header must not end it (RFC 5322), whatever name a practice has. */
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 200)

/** A mail with one link, as text and as HTML that needs no picture and no style of anybody's. */
export function composeMail(kind: MailKind, locale: Locale, facts: MailFacts, link: string): Composed {
  const { subject, lines, button } = mailText(kind, locale, facts)
  return {
    subject: oneLine(subject),
    text: [...lines, `${button}:\n${link}`].join('\n\n').concat('\n'),
    html: html`<!doctype html><html lang="${locale}"><body style="font:16px/1.5 sans-serif;max-width:36em;margin:2em auto;padding:0 1em">
${lines.map((line) => html`<p>${line}</p>`)}
<p><a href="${link}" style="display:inline-block;padding:.6em 1.1em;border-radius:8px;background:#4045c4;color:#fff;text-decoration:none">${button}</a></p>
</body></html>`.text,
  }
}

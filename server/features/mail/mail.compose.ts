import type { Locale } from '../../domain/vocabulary.ts'
import { letterHtml } from './mail.layout.ts'
import { type Composed, type Letter, letterText, oneLine } from './mail.letter.ts'
import { type MailFacts, type MailKind, mailText } from './mail.texts.ts'

/** A letter as it is sent: the same words as text and as HTML that needs no picture and no style of anybody's. */
export function composeLetter(letter: Letter, locale: Locale): Composed {
  const subject = oneLine(letter.subject)
  return { subject, text: letterText(letter), html: letterHtml({ ...letter, subject }, locale) }
}

/** A mail with one link. */
export function composeMail(kind: MailKind, locale: Locale, facts: MailFacts, link: string): Composed {
  const { subject, lines, button } = mailText(kind, locale, facts)
  const [preheader = ''] = lines
  return composeLetter(
    {
      subject,
      preheader,
      blocks: [
        ...lines.map((text) => ({ kind: 'text' as const, text })),
        { kind: 'button', label: button, href: link },
      ],
    },
    locale,
  )
}

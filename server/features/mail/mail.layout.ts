import { Body } from '@react-email/body'
import { Button } from '@react-email/button'
import { Container } from '@react-email/container'
import { Head } from '@react-email/head'
import { Hr } from '@react-email/hr'
import { Html } from '@react-email/html'
import { Link } from '@react-email/link'
import { Preview } from '@react-email/preview'
import { Text } from '@react-email/text'
import { createElement as h, type ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import type { Locale } from '../../domain/vocabulary.ts'
import type { Block, Letter } from './mail.letter.ts'

/** The panel's colours (admin/src/theme/tokens.ts); a mail can not refer to them. */
const light = { ground: '#f8f8fa', surface: '#ffffff', line: '#e3e4ea', text: '#181a20', quiet: '#5c6270' }
const dark = { ground: '#0f1115', surface: '#15171c', line: '#2a2e38', text: '#e9eaee', quiet: '#a0a6b4' }
const accent = '#4338ca'
const late = '#b3261e'

const font = 'Inter, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif'

/** Programs that know dark mode take these; the others show the colours of the elements themselves. */
const darkStyle = `:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){
.ground,.ground>table>tbody>tr>td{background:${dark.ground}!important}
.surface{background:${dark.surface}!important;border-color:${dark.line}!important}
.text{color:${dark.text}!important}
.quiet{color:${dark.quiet}!important}
.line{border-color:${dark.line}!important}
.link{color:#a5b0ff!important}
.late{color:#ff9d94!important}
}
@media (max-width:480px){.surface{padding:20px!important}}`

/** A mail in the app's look, as a page of HTML: no picture, no font and no script from anywhere. */
export const letterHtml = (letter: Letter, locale: Locale): string =>
  `<!DOCTYPE html>${renderToStaticMarkup(page(letter, locale))}`

const page = ({ subject, preheader, blocks, footer = [] }: Letter, locale: Locale): ReactElement =>
  h(
    Html,
    { lang: locale },
    h(
      Head,
      null,
      h('meta', { name: 'color-scheme', content: 'light dark' }),
      h('meta', { name: 'viewport', content: 'width=device-width' }),
      h('title', null, subject),
      h('style', null, darkStyle),
    ),
    h(Preview, null, preheader),
    h(
      Body,
      {
        className: 'ground',
        style: { margin: 0, padding: '24px 12px', background: light.ground, fontFamily: font },
      },
      h(
        Container,
        {
          className: 'surface',
          style: {
            maxWidth: '560px',
            padding: '28px 32px',
            background: light.surface,
            border: `1px solid ${light.line}`,
            borderRadius: '8px',
          },
        },
        h(
          Text,
          { className: 'text', style: { ...text, margin: '0 0 20px', fontSize: '17px', fontWeight: 700 } },
          'Afterword',
        ),
        ...blocks.map(shown),
        ...(footer.length > 0
          ? [
              h(Hr, {
                key: 'line',
                className: 'line',
                style: { borderColor: light.line, margin: '28px 0 16px' },
              }),
              ...footer.map(small),
            ]
          : []),
      ),
    ),
  )

const text = { color: light.text, fontSize: '15px', lineHeight: '1.55', margin: '0 0 14px' }
const quiet = { color: light.quiet, fontSize: '13px', lineHeight: '1.5', margin: '0' }
const link = { color: accent, textDecoration: 'underline' }

function shown(block: Block, key: number): ReactElement {
  switch (block.kind) {
    case 'text':
      return h(Text, { key, className: 'text', style: text }, block.text)
    case 'heading':
      return h(
        'h2',
        { key, className: 'text', style: { ...text, fontSize: '15px', margin: '24px 0 8px' } },
        block.text,
      )
    case 'button':
      return h(
        'p',
        { key, style: { margin: '22px 0 6px' } },
        h(Button, { href: block.href, style: button }, block.label),
      )
    case 'link':
      return h(
        Text,
        { key, style: text },
        h(Link, { href: block.href, className: 'link', style: link }, block.label),
      )
    case 'item':
      return h(
        'div',
        { key, className: 'line', style: { borderTop: `1px solid ${light.line}`, padding: '12px 0' } },
        h(
          Text,
          {
            className: block.late ? 'late' : 'text',
            style: { ...text, margin: 0, fontWeight: 600, ...(block.late && { color: late }) },
          },
          block.title,
        ),
        ...block.lines.map((line) => h(Text, { key: line, className: 'quiet', style: quiet }, line)),
        ...(block.link
          ? [
              h(
                Text,
                { key: 'link', style: { ...quiet, margin: '6px 0 0' } },
                h(Link, { href: block.link.href, className: 'link', style: link }, block.link.label),
              ),
            ]
          : []),
      )
  }
}

const small = (block: Block, key: number): ReactElement =>
  'href' in block
    ? h(
        Text,
        { key, style: quiet },
        h(Link, { href: block.href, className: 'link', style: link }, block.label),
      )
    : h(Text, { key, className: 'quiet', style: quiet }, 'text' in block ? block.text : block.title)

const button = {
  display: 'inline-block',
  padding: '10px 18px',
  borderRadius: '8px',
  background: accent,
  color: '#ffffff',
  fontSize: '15px',
  fontWeight: 600,
  textDecoration: 'none',
}

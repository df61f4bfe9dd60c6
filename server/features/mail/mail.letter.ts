/** What a mail consists of: the same parts make its text and its HTML. */
export interface Letter {
  subject: string
  /** What a list of mails shows after the subject. */
  preheader: string
  blocks: readonly Block[]
  /** Small, at the end: why it came, and how to get no more. */
  footer?: readonly Block[]
}

export interface Link {
  label: string
  href: string
}

export type Block =
  | { kind: 'text'; text: string }
  | { kind: 'heading'; text: string }
  | { kind: 'item'; title: string; lines: readonly string[]; late?: boolean; link?: Link }
  | ({ kind: 'button' } & Link)
  | ({ kind: 'link' } & Link)

export interface Composed {
  subject: string
  text: string
  html: string
}

/** One line: what stands in a header must not end it (RFC 5322), whatever name a practice has. */
export const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 200)

/** The letter for those who read text. */
export const letterText = ({ blocks, footer = [] }: Letter): string =>
  [...blocks.map(blockText), ...(footer.length > 0 ? ['-- ', ...footer.map(blockText)] : [])]
    .join('\n\n')
    .replaceAll('-- \n\n', '-- \n')
    .concat('\n')

function blockText(block: Block): string {
  switch (block.kind) {
    case 'text':
      return block.text
    case 'heading':
      return `${block.text}\n${'-'.repeat([...block.text].length)}`
    case 'item':
      return [
        `* ${block.title}`,
        ...block.lines.map((line) => `  ${line}`),
        ...(block.link ? [`  ${block.link.label}:`, `  ${block.link.href}`] : []),
      ].join('\n')
    case 'button':
    case 'link':
      return `${block.label}:\n${block.href}`
  }
}

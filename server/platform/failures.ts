/** A failure's message without what it quotes, which may be anybody's text: its first line, 300 characters at most. */
export const unquoted = (text: string): string =>
  text
    .replace(/"[^"]*("|$)/g, '"…"')
    .replace(/(^|[\s(=:])'[^']*('|$)/g, "$1'…'")
    .replace(/=\([^)]*\)/g, '=(…)')
    .split('\n')[0]
    ?.slice(0, 300) ?? ''

/** A failure in a few words, for who runs the installation: fit to be shown to every practice on it. */
export function failureWords(error: unknown): string {
  const { message, code } = error as { message?: unknown; code?: unknown }
  const said = unquoted(String(message ?? error))
  return (typeof code === 'string' && !said.includes(code) ? `${said} (${code})` : said).slice(0, 200)
}

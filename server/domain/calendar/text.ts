/* The text of iCalendar (RFC 5545, 3.1 and 3.3.11): lines of at most 75 octets, and values that can not break out of theirs. */

const longest = 75
const plain = /^[ -~]*$/
/** Of a character in UTF-8. */
const octetsOf = (character: string): number => {
  const point = character.codePointAt(0) ?? 0
  if (point < 0x80) return 1
  if (point < 0x800) return 2
  return point < 0x10000 ? 3 : 4
}

/** A value of the type TEXT. Characters that no calendar may hold are left out, line ends are kept as such. */
export const textValue = (text: string): string =>
  text
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '')
    .replace(/[\\;,]/g, '\\$&')
    .replaceAll('\n', '\\n')

/** One line of content, folded between characters, never within one. Ends with CRLF. */
export function line(name: string, value: string): string {
  const whole = `${name}:${value}`
  // Most are short and plain.
  if (whole.length <= longest && plain.test(whole)) return `${whole}\r\n`
  const folded: string[] = []
  let current = ''
  let octets = 0
  for (const character of whole) {
    const size = octetsOf(character)
    // A line that goes on begins with a space, which counts.
    if (octets + size > longest) {
      folded.push(current)
      current = ' '
      octets = 1
    }
    current += character
    octets += size
  }
  return `${[...folded, current].join('\r\n')}\r\n`
}

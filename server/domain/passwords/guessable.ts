import { isCommon, isPair } from './common.ts'
import { isRun, repeated } from './runs.ts'

/** What nobody should build a password from here. */
const ofTheHouse = ['afterword']

/** What people write instead of letters, as those who guess know. */
const written: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '@': 'a',
  $: 's',
  '!': 'i',
  '+': 't',
  '€': 'e',
}
const unwritten = (text: string): string => [...text].map((sign) => written[sign] ?? sign).join('')

/** Without what people add to the ends of a word: years, "123", "!!". */
const core = (text: string): string => text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')

const backwards = (text: string): string => [...text].reverse().join('')

/** With up to two of the signs at its ends, which may stand for letters ("@ngel2026", "tin@-26"). */
function cores(text: string): string[] {
  const begins = text.search(/\p{L}/u)
  if (begins < 0) return [text]
  const ends = begins + core(text).length
  const found: string[] = []
  for (let before = 0; before <= 2; before++)
    for (let after = 0; after <= 2; after++)
      found.push(text.slice(Math.max(0, begins - before), ends + after))
  return found
}

/** As those who guess would try it: as it is, without its ends, with letters for signs, and from behind. */
function readings(text: string): Set<string> {
  const joined = core(text).replace(/[^\p{L}\p{N}]/gu, '')
  const plain = [text, joined, ...cores(text)]
  const found = [...plain, ...plain.map(unwritten)]
  return new Set([...found, ...found.map(backwards)])
}

/**
 * Is it among the first that somebody would try, who knows nothing of the person? A common password, also with years,
 * digits and signs around it, with digits for letters or backwards; two frequent ones together; a way over the keyboard; a
 * short part again and again.
 */
export function isGuessable(password: string): boolean {
  const text = password.normalize('NFKC').toLowerCase()
  if (new Set(text).size < 5 || isRun(text)) return true
  const part = repeated(text)
  if (part && (part.length < 8 || isGuessable(part))) return true
  return [...readings(text)].some((one) => isCommon(one) || isPair(one))
}

/** Is little left of it without the words of the context? */
export function isAbout(password: string, context: readonly string[]): boolean {
  const text = password.normalize('NFKC').toLowerCase()
  const words = [...ofTheHouse, ...context.flatMap(wordsOf)].sort((a, b) => b.length - a.length)
  return [text, unwritten(text), backwards(text)].some((reading) => {
    const rest = words.reduce((left, word) => left.replaceAll(word, ''), reading)
    return rest.length < reading.length && core(rest).replace(/[^\p{L}\p{N}]/gu, '').length < 6
  })
}

/** Parts of an address or a name, long enough to mean something. */
const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length >= 4)

import { dictionary } from '@zxcvbn-ts/language-common'
import { invalid } from '../../platform/errors.ts'

export const shortest = 12
export const longest = 1000

const common = new Set<string>(dictionary['passwords-common'])

/** What nobody should build a password from here. Documented in SECURITY.md. */
const ofTheHouse = ['afterword']

/** Without what people add to the ends of a word. */
const core = (text: string): string => text.replace(/^[\d\W_]+|[\d\W_]+$/g, '')

/**
 * Refuses a new password that is easily guessed: shorter than 12 characters, among the common ones (also with digits and
 * signs around it), one character or a run of neighbours again and again, or made of the person's address or the practice's
 * name. Any characters will do, no kinds of them are asked for (NIST SP 800-63B, ASVS 6.2). Throws `validation-failed`.
 */
export function requireGoodPassword(
  password: string,
  context: readonly string[],
  pointer = '/password',
): void {
  if ([...password].length < shortest)
    throw invalid(pointer, 'too_short', `must have at least ${shortest} characters; a few words are good`)
  const lower = password.toLowerCase()
  const words = [...ofTheHouse, ...context.flatMap(wordsOf)]
  const rest = words.reduce((text, word) => text.replaceAll(word, ''), lower)
  if (rest.length < lower.length && core(rest).length < 6)
    throw invalid(pointer, 'about_you', 'must not be made of your address or the name of the practice')
  const unique = new Set(lower).size
  if (common.has(lower) || common.has(core(lower)) || unique < 5 || isRun(lower))
    throw invalid(
      pointer,
      'too_common',
      'is among the first that others would try; take a few words of your own',
    )
}

/** Parts of an address or a name, long enough to mean something. */
const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length >= 4)

/** "abcdefghijkl", "123456789012", "987654321098". */
function isRun(text: string): boolean {
  const steps = [...text].slice(1).map((sign, at) => sign.charCodeAt(0) - text.charCodeAt(at))
  const even = steps.filter((step) => step === 1 || step === -1).length
  return even >= steps.length * 0.8
}

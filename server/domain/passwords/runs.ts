import { adjacencyGraphs } from '@zxcvbn-ts/language-common'

const keyboards = ['qwerty', 'qwertz', 'azerty', 'keypad'] as const

/** Of each key its neighbours, on any of the keyboards; a key is the character that it gives without Shift. */
const neighbours = new Map<string, Set<string>>()
for (const name of keyboards)
  for (const [key, around] of Object.entries(adjacencyGraphs[name] as Record<string, (string | null)[]>)) {
    const found = neighbours.get(key) ?? new Set()
    for (const one of around) if (one) for (const sign of one) found.add(sign)
    neighbours.set(key, found)
  }

const place = (sign: string): number => sign.codePointAt(0) ?? 0

/** Is most of it the same sign, a sequence ("cdefgh", "9876") or a way over neighbouring keys ("qwertyuiop", "1qaz2wsx")? */
export function isRun(text: string): boolean {
  const signs = [...text]
  const steps = signs.slice(1).map((sign, at) => {
    const before = signs[at] as string
    return Math.abs(place(sign) - place(before)) <= 1 || neighbours.get(before)?.has(sign) === true
  })
  return steps.filter(Boolean).length >= steps.length * 0.8
}

/** The part that a text repeats ("abcabcabc" gives "abc"); null when it repeats none. */
export function repeated(text: string): string | null {
  const at = `${text}${text}`.indexOf(text, 1)
  return at > 0 && at < text.length ? text.slice(0, at) : null
}

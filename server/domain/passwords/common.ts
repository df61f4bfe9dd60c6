import { dictionary } from '@zxcvbn-ts/language-common'
import popular from 'popular-passwords/data.json' with { type: 'json' }

/*
 * What others have used again and again, from lists of passwords that became known: 49,233 of any length, the most common
 * first, and 41,622 of eight characters and more. Together 76,968, of which 4,034 have twelve characters or more.
 */
const ranked = dictionary['passwords-common']

const common = new Set<string>([...ranked, ...(popular as string[])])

/** Of these, two together are no better than one. */
const frequent = new Set<string>(ranked.slice(0, 3000).filter((word) => word.length >= 3))

/** In small letters. */
export const isCommon = (text: string): boolean => common.has(text)

/** Two frequent ones, one after the other. */
export function isPair(text: string): boolean {
  for (let at = 3; at <= text.length - 3; at++)
    if (frequent.has(text.slice(0, at)) && frequent.has(text.slice(at))) return true
  return false
}

import { describe, expect, test } from 'vitest'
import { de } from '../../../admin/src/i18n/de.ts'
import { en } from '../../../admin/src/i18n/en.ts'
import { es } from '../../../admin/src/i18n/es.ts'
import { fr } from '../../../admin/src/i18n/fr.ts'
import { chooseLocale, dateLocale } from '../../../admin/src/i18n/locale.ts'

type Tree = { [key: string]: string | Tree }

function flat(tree: Tree, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string' ? [[prefix + key, value] as const] : [...flat(value, `${prefix}${key}.`)],
    ),
  )
}

const placeholders = (text: string) => [...new Set(text.match(/%\{\w+\}/g) ?? [])].sort()
const forms = (text: string) => text.split('||||').length

const english = flat(en)

describe.each([
  ['de', flat(de)],
  ['es', flat(es)],
  ['fr', flat(fr)],
])('the catalogue %s', (_name, catalogue) => {
  test('has the keys of the English one, no more and no fewer', () => {
    expect([...catalogue.keys()].sort()).toEqual([...english.keys()].sort())
  })

  test('fills the same placeholders and has as many plural forms', () => {
    for (const [key, text] of english) {
      const other = catalogue.get(key) ?? ''
      expect([key, ...placeholders(other)]).toEqual([key, ...placeholders(text)])
      expect([key, forms(other)]).toEqual([key, forms(text)])
    }
  })

  test('has no empty text and the numbers zero to ten', () => {
    for (const [key, text] of catalogue) expect([key, text.trim()]).not.toEqual([key, ''])
    expect(catalogue.get('time.numbers')?.split('|')).toHaveLength(11)
  })
})

test('no text shouts', () => {
  for (const catalogue of [en, de, es, fr])
    for (const text of flat(catalogue).values()) expect(text).not.toMatch(/!|oops/i)
})

test('the first language that is spoken wins, else English', () => {
  expect(chooseLocale(['nl-NL', 'fr-CA', 'de'])).toBe('fr')
  expect(chooseLocale(['ja'])).toBe('en')
  expect(dateLocale('en', ['en-US', 'de'])).toBe('en-US')
  expect(dateLocale('de', ['en-US'])).toBe('de')
})

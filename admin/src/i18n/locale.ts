import { type Locale, locales } from '../../../server/domain/vocabulary.ts'

export type { Locale }
export { locales }

export const localeNames: Record<Locale, string> = {
  en: 'English',
  de: 'Deutsch',
  es: 'Español',
  fr: 'Français',
}

const KEY = 'afterword.locale'

const supported = (tag: string): Locale | undefined =>
  locales.find((locale) => locale === tag.toLowerCase().split('-')[0])

/** The first language of the list that we speak, else English. */
export function chooseLocale(wanted: readonly string[]): Locale {
  for (const tag of wanted) {
    const locale = supported(tag)
    if (locale) return locale
  }
  return 'en'
}

/** What was chosen in this browser, else what the browser asks for. */
export const initialLocale = (): Locale =>
  supported(localStorage.getItem(KEY) ?? '') ?? chooseLocale(navigator.languages ?? [navigator.language])

export const rememberLocale = (locale: string): void => localStorage.setItem(KEY, locale)

/** The regional form for dates: the browser's own for the language (`en-GB`), else the language. */
export function dateLocale(locale: string, wanted: readonly string[] = navigator.languages ?? []): string {
  const regional = wanted.find((tag) => tag.toLowerCase().startsWith(`${locale}-`))
  return regional ?? (locale === 'en' ? 'en-GB' : locale)
}

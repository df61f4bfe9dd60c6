import polyglotI18nProvider from 'ra-i18n-polyglot'
import english from 'ra-language-english'
import { setLanguage } from '../api/session.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { initialLocale, type Locale, localeNames, locales, rememberLocale } from './locale.ts'
import { raMessages } from './ra.ts'

const catalogues = { en, de, es, fr }

const messagesOf = (locale: string) => ({
  ...english,
  ...(catalogues[locale as Locale] ?? en),
  ra: { ...english.ra, ...raMessages(locale as Locale) },
})

const start = initialLocale()
setLanguage(start)
document.documentElement.lang = start

const polyglot = polyglotI18nProvider(
  messagesOf,
  start,
  locales.map((locale) => ({ locale, name: localeNames[locale] })),
)

/** Changes of the language also reach the server (its sentences) and the document (screen readers). */
export const i18nProvider: typeof polyglot = {
  ...polyglot,
  async changeLocale(locale, options) {
    setLanguage(locale)
    rememberLocale(locale)
    document.documentElement.lang = locale
    await polyglot.changeLocale(locale, options)
  },
}

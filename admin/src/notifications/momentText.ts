import { dateLocale } from '../i18n/locale.ts'

/** A moment in somebody's zone, such as "Mon 9 March, 07:30". */
export const momentText = (instant: string, timeZone: string, locale: string): string =>
  new Intl.DateTimeFormat(dateLocale(locale), {
    ...{ weekday: 'short', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' },
    ...{ hourCycle: 'h23', timeZone },
  }).format(new Date(instant))

import { fullFormats } from 'ajv-formats/dist/formats.js'

const centuries = /^(19|20|21)\d\d-/

/** A date or moment as JSON Schema knows it, from 1900 to 2199: Date has no leap seconds, PostgreSQL no year 0. */
const ofOurTime = (name: 'date' | 'date-time') => {
  const { validate } = fullFormats[name] as { validate(text: string): boolean }
  return (text: string): boolean => centuries.test(text) && validate(text) && !Number.isNaN(Date.parse(text))
}

/** The one rule about dates, for REST and GraphQL alike. */
export const isDay = ofOurTime('date')
export const isMoment = ofOurTime('date-time')

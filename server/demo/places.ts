import type { Locale } from '../domain/vocabulary.ts'

/** Where employers and clients are: it decides about holidays, hours, language, and how people there are called. */
export interface Place {
  country: string
  region: string | null
  timeZone: string
  locale: Locale
  /** A range that its authority keeps for fiction, the last two digits left out; null where there is none. */
  phone: string | null
  first: readonly string[]
  last: readonly string[]
}

const us = {
  country: 'US',
  locale: 'en',
  first: [
    'Alicia',
    'Marcus',
    'Renee',
    'Howard',
    'Priscilla',
    'Terrence',
    'Joanna',
    'Calvin',
    'Nadia',
    'Glenn',
  ],
  last: [
    'Whitaker',
    'Castellano',
    'Boyd',
    'Okonkwo',
    'Sandoval',
    'Pruitt',
    'Feldman',
    'Nakamura',
    'Lowry',
    'Vance',
  ],
} as const

export const places = {
  newYork: { ...us, region: 'NY', timeZone: 'America/New_York', phone: '+1 212 555 01' },
  california: { ...us, region: 'CA', timeZone: 'America/Los_Angeles', phone: '+1 415 555 01' },
  munich: {
    country: 'DE',
    region: 'BY',
    timeZone: 'Europe/Berlin',
    locale: 'de',
    phone: '+49 89 99998 0',
    first: ['Katrin', 'Stefan', 'Anneliese', 'Jürgen', 'Miriam', 'Florian'],
    last: ['Obermaier', 'Reichl', 'Vogt', 'Lindner', 'Brandl', 'Huber'],
  },
  london: {
    country: 'GB',
    region: 'ENG',
    timeZone: 'Europe/London',
    locale: 'en',
    phone: '+44 20 7946 00',
    first: ['Harriet', 'Imran', 'Gareth', 'Philippa', 'Kwame', 'Eleanor'],
    last: ['Ashdown', 'Qureshi', 'Pemberton', 'Mensah', 'Hargreaves', 'Doyle'],
  },
  paris: {
    country: 'FR',
    region: null,
    timeZone: 'Europe/Paris',
    locale: 'fr',
    phone: '+33 1 99 00 12 ',
    first: ['Claire', 'Bastien', 'Solène', 'Karim', 'Odile', 'Thibault'],
    last: ['Marchand', 'Lefèvre', 'Benali', 'Roussel', 'Garnier', 'Chauvin'],
  },
  madrid: {
    country: 'ES',
    region: 'MD',
    timeZone: 'Europe/Madrid',
    locale: 'es',
    phone: null,
    first: ['Lucía', 'Álvaro', 'Pilar', 'Rodrigo', 'Inés', 'Gonzalo'],
    last: ['Ibáñez', 'Cordero', 'Navarro', 'Esteban', 'Pastor', 'Quintana'],
  },
  tokyo: {
    country: 'JP',
    region: null,
    timeZone: 'Asia/Tokyo',
    locale: 'en',
    phone: null,
    first: ['Haruka', 'Kenji', 'Sayuri', 'Daichi', 'Naoko', 'Takumi'],
    last: ['Ishikawa', 'Morita', 'Kobayashi', 'Fujii', 'Ueda', 'Hasegawa'],
  },
  bengaluru: {
    country: 'IN',
    region: 'KA',
    timeZone: 'Asia/Kolkata',
    locale: 'en',
    phone: null,
    first: ['Lakshmi', 'Arvind', 'Meenakshi', 'Rohit', 'Divya', 'Suresh'],
    last: ['Rao', 'Hegde', 'Menon', 'Iyer', 'Kulkarni', 'Shetty'],
  },
  riyadh: {
    country: 'SA',
    region: null,
    timeZone: 'Asia/Riyadh',
    locale: 'en',
    phone: null,
    first: ['Faisal', 'Noura', 'Khalid', 'Reem', 'Sultan', 'Hessa'],
    last: ['Al-Harbi', 'Al-Qahtani', 'Al-Dosari', 'Al-Shehri', 'Al-Mutairi', 'Al-Zahrani'],
  },
  kathmandu: {
    country: 'NP',
    region: null,
    timeZone: 'Asia/Kathmandu',
    locale: 'en',
    phone: null,
    first: ['Sunita', 'Bikash', 'Anjali', 'Prakash', 'Sarita', 'Dipesh'],
    last: ['Shrestha', 'Gurung', 'Adhikari', 'Tamang', 'Maharjan', 'Thapa'],
  },
} as const satisfies Record<string, Place>

export type PlaceName = keyof typeof places

// Generated from CLDR 48 by test/unit/cadence/weekends.generate.ts. Do not edit.

/** Weekend days by country, ISO weekdays (1 is Monday); '001' stands for all others. */
export const weekends: Readonly<Record<string, readonly number[]>> = {
  '001': [6, 7],
  'AF': [4, 5],
  'BH': [5, 6],
  'DZ': [5, 6],
  'EG': [5, 6],
  'IL': [5, 6],
  'IN': [7],
  'IQ': [5, 6],
  'IR': [5],
  'JO': [5, 6],
  'KW': [5, 6],
  'LY': [5, 6],
  'OM': [5, 6],
  'QA': [5, 6],
  'SA': [5, 6],
  'SD': [5, 6],
  'SY': [5, 6],
  'UG': [7],
  'YE': [5, 6],
}

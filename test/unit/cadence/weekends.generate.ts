import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

/*
 * Writes weekends.generated.ts from CLDR's week data: `node --import tsx test/unit/cadence/weekends.generate.ts`.
 * A test compares the two.
 */

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

interface WeekData {
  weekendStart: Record<string, string>
  weekendEnd: Record<string, string>
}

/** The file's text, from the `cldr-core` package. */
export function weekendsSource(): string {
  const path = createRequire(import.meta.url).resolve('cldr-core/supplemental/weekData.json')
  const { supplemental } = JSON.parse(readFileSync(path, 'utf8'))
  const { weekendStart, weekendEnd } = supplemental.weekData as WeekData
  const countries = [...new Set([...Object.keys(weekendStart), ...Object.keys(weekendEnd)])].sort()
  const lines = countries.map((country) => {
    const first = weekdays.indexOf(weekendStart[country] ?? weekendStart['001'] ?? '')
    const last = weekdays.indexOf(weekendEnd[country] ?? weekendEnd['001'] ?? '')
    const days = []
    for (let day = first; ; day = (day + 1) % 7) {
      days.push(day + 1)
      if (day === last) break
    }
    return `  '${country}': [${days.join(', ')}],`
  })
  return [
    `// Generated from CLDR ${supplemental.version._cldrVersion} by test/unit/cadence/weekends.generate.ts. Do not edit.`,
    '',
    "/** Weekend days by country, ISO weekdays (1 is Monday); '001' stands for all others. */",
    'export const weekends: Readonly<Record<string, readonly number[]>> = {',
    ...lines,
    '}',
    '',
  ].join('\n')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(
    new URL('../../../server/domain/cadence/weekends.generated.ts', import.meta.url),
    weekendsSource(),
  )
}

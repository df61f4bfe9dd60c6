import { readerZone } from '../time/zone.ts'

/** Every zone that the browser knows, the reader's among them in any case. */
export function timeZones(): string[] {
  const known = Intl.supportedValuesOf('timeZone')
  return [...new Set([readerZone(), ...known, 'UTC'])].sort()
}

import { stringify } from 'csv-stringify/sync'
import { strToU8, Zip, ZipDeflate } from 'fflate'
import type { ExportRow } from './export.store.ts'

/**
 * A zip that grows as rows come: only what is compressed already is held. It is not sent while it grows, since a slow
 * reader would hold the transaction open.
 */
export interface Archive {
  /** A file from a text. */
  add(name: string, text: string): void
  /** `name`.json and `name`.csv, from the same rows. */
  addRows(name: string, rows: AsyncIterable<ExportRow[]>): Promise<void>
  end(): Buffer
}

/** `at` stands on every file in it. */
export function createArchive(at: Date): Archive {
  const chunks: Uint8Array[] = []
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    chunks.push(chunk)
  })
  const file = (name: string) => {
    const entry = new ZipDeflate(name, { level: 6 })
    entry.mtime = at
    zip.add(entry)
    return {
      write: (text: string) => entry.push(strToU8(text)),
      end: () => entry.push(new Uint8Array(), true),
    }
  }
  return {
    add(name, text) {
      const entry = file(name)
      entry.write(text)
      entry.end()
    },
    async addRows(name, rows) {
      const [json, csv] = [file(`${name}.json`), file(`${name}.csv`)]
      let first = true
      for await (const batch of rows) {
        json.write(
          batch.map((row, index) => `${first && index === 0 ? '[' : ','}\n${JSON.stringify(row)}`).join(''),
        )
        csv.write(csvOf(batch, first))
        first = false
      }
      json.write(first ? '[]\n' : '\n]\n')
      json.end()
      csv.end()
    },
    end() {
      zip.end()
      return Buffer.concat(chunks)
    },
  }
}

/** With the mark by which spreadsheets know UTF-8, and no cell that they would take for a formula. */
export const csvOf = (rows: readonly ExportRow[], first: boolean): string =>
  stringify(rows.map(flat), {
    header: first,
    bom: first,
    escape_formulas: true,
    record_delimiter: 'windows',
    columns: Object.keys(rows[0] ?? {}),
  })

/** A cell holds one value: lists are joined, what is nested is JSON. */
const flat = (row: ExportRow): Record<string, string> =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, cell(value)]))

function cell(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return value.map(cell).join('; ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSchema, parse, validate } from 'graphql'
import { checkDocument } from './document-limits.ts'
import { hashOf, type Manifest } from './persisted.ts'
import { printedSchema } from './schema.print.ts'

/** Reads all documents of a folder, checks them against the schema, and writes them by their hashes. */
function persist(folder: string, out: string): void {
  const schema = buildSchema(printedSchema())
  const manifest: Manifest = { documents: {} }
  const faults: string[] = []
  const files = (readdirSync(folder, { recursive: true }) as string[])
    .filter((name) => name.endsWith('.graphql'))
    .sort()
  for (const name of files) {
    const text = readFileSync(join(folder, name), 'utf8').trim()
    try {
      const document = parse(text)
      checkDocument(document)
      faults.push(...validate(schema, document).map(({ message }) => `${name}: ${message}`))
    } catch (error) {
      faults.push(`${name}: ${(error as Error).message}`)
    }
    manifest.documents[hashOf(text)] = { name, text }
    console.log(`${hashOf(text)}  ${name}`)
  }
  if (files.length === 0) faults.push(`${folder} has no document whose name ends in .graphql.`)
  if (faults.length > 0) {
    console.error(`Nothing was written:\n${faults.join('\n')}`)
    process.exitCode = 1
    return
  }
  writeFileSync(out, `${JSON.stringify(manifest, null, 2)}\n`)
  console.log(`${files.length} documents in ${out}: start with GRAPHQL_DOCUMENTS=${out}`)
}

const [folder, out = 'persisted.json'] = process.argv.slice(2)
if (folder) persist(folder, out)
else {
  console.error('Usage: npm run graphql:persist -- <folder> [<file>]')
  process.exitCode = 1
}

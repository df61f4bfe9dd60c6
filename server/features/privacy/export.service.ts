import { DomainError, notFound } from '../../platform/errors.ts'
import { action, type Scope } from '../../platform/scope.ts'
import { relationTo } from '../clients/clients.access.ts'
import type { TaskRow } from '../tasks/tasks.entity.ts'
import { describeTask } from '../tasks/tasks.present.ts'
import {
  type ExportKind,
  type ExportRow,
  exportKinds,
  namesFor,
  rememberExport,
  rowsOf,
} from './export.store.ts'
import { readme } from './export.words.ts'
import { createArchive } from './export.zip.ts'

/**
 * Everything about a client as a zip, JSON and CSV for each kind: for an admin, and for clients themselves. Throws
 * `not-found`, and `forbidden` for a coach, who may see the client but not carry their file away.
 */
export const exportClient = action('self', async (scope, id: string) => {
  const clientId = id.toLowerCase()
  const relation = await relationTo(scope, clientId)
  if (!relation) throw notFound('client')
  if (relation !== 'admin' && relation !== 'self')
    throw new DomainError('forbidden', 'Only an admin or the client themselves may export this.')
  const names = await namesFor(scope, clientId)
  if (!names) throw notFound('client')
  const archive = createArchive(scope.now)
  archive.add('README.txt', readme(scope.locale, { ...names, at: scope.now, timeZone: scope.actor.timeZone }))
  for (const kind of exportKinds) await archive.addRows(kind.name, shown(scope, kind, clientId))
  scope.emit({ type: 'client.exported', subjectId: clientId, clientId })
  await rememberExport(scope, clientId)
  return { zip: archive.end(), fileName: `afterword-${clientId}-${scope.today}.zip` }
})

async function* shown(scope: Scope, kind: ExportKind, clientId: string): AsyncGenerator<ExportRow[]> {
  for await (const rows of rowsOf(scope, kind, clientId))
    yield rows.map((row) => camelCased(kind.name === 'tasks' ? withSentences(scope, row) : row))
}

/** A derived task has no title of its own: its sentences are rendered for the reader. */
function withSentences(scope: Scope, { facts, cancel_reason, contact_name, ...row }: ExportRow): ExportRow {
  const task = { ...row, facts, cancelReason: cancel_reason } as unknown as TaskRow
  return { ...row, ...describeTask(task, contact_name as string | null, scope.locale) }
}

const camelCased = (row: ExportRow): ExportRow =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase()),
      value,
    ]),
  )

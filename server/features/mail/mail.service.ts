import { invalid } from '../../platform/errors.ts'
import { action } from '../../platform/scope.ts'
import { toMail } from './mail.schema.ts'
import { listMails as rowsOf } from './mail.store.ts'

const form = /^(\d{4}-\d\d-\d\dT[\d:.]+Z) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

/** The practice's outgoing mail, the latest first; never the text of one that logs somebody in. */
export const listMails = action(
  'organization:write',
  async (scope, { limit = 25, cursor }: { limit?: number; cursor?: string }) => {
    const rows = await rowsOf(scope, limit + 1, cursor === undefined ? null : placeOf(cursor))
    const shown = rows.slice(0, limit)
    const last = shown.at(-1)
    const nextCursor =
      rows.length > limit && last
        ? Buffer.from(`${last.created_at.toISOString()} ${last.id}`).toString('base64url')
        : null
    return { data: shown.map(toMail), page: { nextCursor } }
  },
)

function placeOf(cursor: string) {
  const [, createdAt, id] = form.exec(Buffer.from(cursor, 'base64url').toString('latin1')) ?? []
  if (createdAt && id && !Number.isNaN(Date.parse(createdAt))) return { createdAt, id }
  throw invalid('cursor', 'cursor_invalid', 'The cursor is not from this list. Start without one.')
}

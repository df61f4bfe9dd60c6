import { decodeCursor, encodeCursor } from '../../platform/keyset.ts'
import type { ListRequest, Reader } from '../../platform/reading.ts'
import { action } from '../../platform/scope.ts'
import { presentActivities } from './activities.present.ts'
import { listActivities } from './activities.store.ts'

type Shown = Awaited<ReturnType<typeof presentActivities>>[number]

const turned = (sort: string): string => (sort.startsWith('-') ? sort.slice(1) : `-${sort}`)

/** The log for the graph, a page forwards or backwards. It is merged of two tables, and has one order and its reverse. */
export const activityReader: Pick<Reader<Shown>, 'page'> = {
  page: action('activities:read', async (scope, { filters, window, count }: ListRequest) => {
    const { sort, size, backward, cursor } = window
    // The last rows of all are the first of the other order.
    const fromEnd = backward && cursor === null
    const at = cursor === null ? null : encodeCursor({ ...decodeCursor(cursor, sort), backward })
    const { data, page } = await listActivities(scope, {
      ...filters,
      ...{ sort: fromEnd ? turned(sort) : sort, limit: size, count },
      ...(at !== null && { cursor: at }),
    })
    if (fromEnd) data.reverse()
    const nodes = await presentActivities(scope, data)
    const more = (fromEnd || !backward ? page.nextCursor : page.prevCursor) !== null
    return {
      nodes,
      cursorAt(place) {
        const { id = '', occurredAt } = data[place] ?? {}
        return encodeCursor({ sort, value: occurredAt?.toISOString() ?? '', id, backward: false })
      },
      hasNextPage: backward ? cursor !== null : more,
      hasPreviousPage: backward ? more : cursor !== null,
      total: page.total,
    }
  }),
}

import type { Listener } from '../../platform/listener.ts'
import { listen } from '../../platform/listener.ts'
import { newsChannel, organizationsIn } from '../../platform/news.ts'
import { type ScopeSource, withOrganization } from '../../platform/scope.ts'
import { type Happening, happeningsFrom, type Place, presentPlace } from './live.store.ts'

export interface Feed {
  /** From now on tells of what happens in an organization, whichever process did it; gives back how to stop. */
  follow(organizationId: string, hear: (happenings: readonly Happening[]) => void): Promise<() => void>
  stop(): Promise<void>
}

interface FeedSource extends ScopeSource {
  readonly listenUrl: string
  readonly log: { info(message: string): void; warn(message: string): void }
}

interface Followed {
  hearers: Set<(happenings: readonly Happening[]) => void>
  place: Promise<Place>
  /** Read already, at the place or later. */
  seen: Set<string>
  reading: boolean
  again: boolean
}

/** Least time between two readings of one organization, and the longest without one, should a notification be lost. */
const apart = 100
const longest = 5_000

/**
 * What happens in the organizations that somebody here follows. A notification says only that there is something; the
 * events themselves are read from the outbox, each organization's once for all its followers.
 */
export function liveFeed(source: FeedSource): Feed {
  const followed = new Map<string, Followed>()
  let listener: Listener | null = null
  let timer: NodeJS.Timeout | undefined

  const start = () => {
    listener ??= listen({
      url: source.listenUrl,
      channel: newsChannel,
      log: source.log,
      onNotification: (payload) => lookAt(organizationsIn(payload) ?? [...followed.keys()]),
      onListening: () => lookAt([...followed.keys()]),
    })
    timer ??= setInterval(() => lookAt([...followed.keys()]), longest)
    timer.unref()
  }

  const lookAt = (ids: readonly string[]) => {
    for (const id of ids) {
      const one = followed.get(id)
      if (one) void read(id, one)
    }
  }

  async function read(id: string, one: Followed): Promise<void> {
    one.again = one.reading
    if (one.reading) return
    one.reading = true
    try {
      const place = await one.place
      const { happenings, from } = await withOrganization(source, id, (db) => happeningsFrom(db, id, place))
      const fresh = happenings.filter((happening) => !one.seen.has(happening.id))
      one.seen = new Set(happenings.map((happening) => happening.id))
      one.place = Promise.resolve(from)
      if (fresh.length > 0) for (const hear of one.hearers) hear(fresh)
    } catch (error) {
      source.log.warn(`What happens could not be read, and is read again: ${(error as Error).message}`)
    }
    setTimeout(() => {
      one.reading = false
      if (one.again) void read(id, one)
    }, apart).unref()
  }

  return {
    async follow(organizationId, hear) {
      start()
      let one = followed.get(organizationId)
      if (!one) {
        const place = withOrganization(source, organizationId, presentPlace)
        one = { hearers: new Set(), place, seen: new Set(), reading: false, again: false }
        followed.set(organizationId, one)
      }
      const own = one
      own.hearers.add(hear)
      const leave = () => {
        own.hearers.delete(hear)
        if (own.hearers.size === 0 && followed.get(organizationId) === own) followed.delete(organizationId)
      }
      try {
        await own.place
      } catch (error) {
        leave()
        throw error
      }
      return leave
    },
    async stop() {
      clearInterval(timer)
      followed.clear()
      await listener?.stop()
    },
  }
}

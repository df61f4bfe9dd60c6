import { DomainError } from './errors.ts'

interface Limits {
  atOnce: number
  waiting: number
}

export interface Queue {
  /** Runs the work when its turn comes. Throws `overloaded` when too many wait already. */
  run<T>(work: () => Promise<T>): Promise<T>
  /** How much has been started since the process began. */
  readonly started: number
  /** How much waits for its turn. */
  readonly waiting: number
}

/** Lets only so much of some costly work run at once, and only so much wait. */
export function createQueue({ atOnce, waiting }: Limits): Queue {
  const turns: (() => void)[] = []
  let running = 0
  let started = 0
  return {
    async run(work) {
      if (running >= atOnce) {
        if (turns.length >= waiting)
          throw new DomainError(
            'overloaded',
            'Too many are logging in at this moment. Try again in a second.',
            [],
            {
              'retry-after': '1',
            },
          )
        await new Promise<void>((turn) => turns.push(turn))
      }
      running++
      started++
      try {
        return await work()
      } finally {
        running--
        turns.shift()?.()
      }
    },
    get waiting() {
      return turns.length
    },
    get started() {
      return started
    },
  }
}

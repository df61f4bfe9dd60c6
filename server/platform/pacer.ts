export interface Pacer {
  /** Works now; when it is working already, once more right after. */
  wake(): void
  /** Starts nothing any more; resolves when what is under way has ended. */
  stop(): Promise<void>
}

interface PacerOptions {
  /** Returns in how many milliseconds it wants to work again. Long work asks whether it should come to an end. */
  work(stopping: () => boolean): Promise<number>
  onError(error: Error, failures: number): void
}

/** Longest wait after a failure, in milliseconds. */
const longestRetry = 1_000

/** Repeats some work, one at a time, for as long as the process lives: a failure only makes it wait a little. */
export function createPacer({ work, onError }: PacerOptions): Pacer {
  let stopping = false
  let woken = false
  let endSleep = () => {}

  const sleep = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds)
      endSleep = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  const run = async () => {
    let failures = 0
    while (!stopping) {
      woken = false
      let wait: number
      try {
        wait = await work(() => stopping)
        failures = 0
      } catch (error) {
        onError(error as Error, ++failures)
        wait = Math.min(longestRetry, 50 * 2 ** failures)
        woken = false // a stream of wakes must not turn a failure into a busy loop
      }
      if (!stopping && !woken) await sleep(wait)
    }
  }
  const running = run()

  return {
    wake() {
      woken = true
      endSleep()
    },
    async stop() {
      stopping = true
      endSleep()
      await running
    },
  }
}

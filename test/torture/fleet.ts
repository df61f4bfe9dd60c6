import { type Afterword, startAfterword } from '../setup/process.ts'

/** The workers, of which one after the other is disturbed. */
export interface Fleet {
  readonly workers: readonly Afterword[]
  /** SIGKILL to one, and another at once in its place; resolves when that is there. Null while that is still coming. */
  kill(place: number): Promise<void> | null
  /** Puts one with other settings in the place of one. */
  replace(place: number, env: Record<string, string>): Promise<void> | null
  stop(place: number): void
  proceed(place: number): void
  /** What ended by itself, with the end of its log. */
  readonly deserters: readonly string[]
  /** Asks all to end; gives back their exit codes. */
  end(): Promise<(number | string | null)[]>
}

export async function startFleet(size: number, env: Record<string, string>): Promise<Fleet> {
  const dismissed = new Set<Afterword>()
  const deserters: string[] = []
  const start = async (more: Record<string, string> = {}): Promise<Afterword> => {
    const one = await startAfterword({ role: 'worker', env: { ...env, ...more }, patience: 60_000 })
    void one.ended.then((code) => {
      if (!dismissed.has(one)) deserters.push(`${one.pid} ended with ${code}: ${one.log().slice(-500)}`)
    })
    return one
  }
  const workers = await Promise.all(Array.from({ length: size }, () => start()))
  const at = (place: number) => workers[place % size] as Afterword
  const replace = (place: number, more: Record<string, string>) => {
    const victim = at(place)
    if (dismissed.has(victim)) return null
    dismissed.add(victim)
    return victim.kill().then(async () => {
      workers[place % size] = await start(more)
    })
  }
  return {
    workers,
    deserters,
    replace,
    kill: (place) => replace(place, {}),
    stop: (place) => void process.kill(at(place).pid, 'SIGSTOP'),
    proceed: (place) => void process.kill(at(place).pid, 'SIGCONT'),
    async end() {
      for (const one of workers) dismissed.add(one)
      return Promise.all(workers.map((one) => one.stop()))
    },
  }
}

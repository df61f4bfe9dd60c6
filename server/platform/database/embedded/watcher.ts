import { type ChildProcess, spawn } from 'node:child_process'
import { open } from 'node:fs/promises'
import type { ServerUser } from './server-user.ts'

/**
 * Runs PostgreSQL and ends it when the pipe at its standard input closes, which the kernel does for us however we end.
 * A shell and not Node: it costs a megabyte, and killing every `node` does not kill it.
 *
 * Signals are ignored, as those sent to everything on the machine or in the service are meant for us, who then close
 * the pipe in our own time. PostgreSQL installs handlers of its own. INT is its fast shutdown, QUIT its immediate one.
 */
const script = `
trap '' HUP INT TERM
"$@" </dev/null &
server=$!
exec 3<&0
(
  while read -r _; do :; done <&3
  left=150
  kill -INT $server
  while kill -0 $server && [ $left -gt 0 ]; do
    sleep 0.05
    left=$((left - 1))
    [ $left -eq 50 ] && kill -QUIT $server
  done
  kill -KILL $server
) 2>/dev/null &
reader=$!
exec 3<&- 0</dev/null
wait $server
code=$?
kill -KILL $reader 2>/dev/null
wait $reader 2>/dev/null
exit $code
`

export interface Watched {
  /** Resolves with the exit code when PostgreSQL has ended, for whatever reason. */
  readonly ended: Promise<number | null>
  /** Fast shutdown (5 s), then immediate (2.5 s), then kill. Resolves when nothing is left. */
  stop(): Promise<void>
}

/** Starts `command` under the watcher, as `user`, in a session of its own, its output appended to `log`. */
export async function watch(command: string[], user: ServerUser, log: string): Promise<Watched> {
  const output = await open(log, 'a', 0o600)
  try {
    const child: ChildProcess = spawn('/bin/sh', ['-c', script, 'afterword-postgres', ...command], {
      ...user,
      cwd: '/',
      detached: true,
      env: { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['pipe', output.fd, output.fd],
    })
    const ended = new Promise<number | null>((resolve, reject) => {
      child.once('error', reject)
      child.once('exit', resolve)
    })
    // The reader ends too when someone killed only its parent.
    child.once('exit', () => child.stdin?.destroy())
    ended.catch(() => undefined)
    child.stdin?.on('error', () => undefined)
    return {
      ended,
      stop: async () => {
        child.stdin?.end()
        await ended
      },
    }
  } finally {
    await output.close()
  }
}

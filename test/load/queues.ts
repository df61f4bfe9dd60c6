import { type ChildProcess, execFile, fork } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { withClient } from '../../server/platform/database/address.ts'

/** The last releases that Node 20 runs. */
const versions = { 'graphile-worker': '0.17.3', 'pg-boss': '10.4.2' }
export type Queue = keyof typeof versions
export const queues = Object.keys(versions) as Queue[]

/** Of each process: jobs at once, and jobs that it takes from the database at a time. */
const settings = { concurrency: 10, batch: 500 }

const run = promisify(execFile)
const source = fileURLToPath(new URL('./queues.child.mjs', import.meta.url))
const folder = join(tmpdir(), 'afterword-queues')

/** Installs both in a folder of their own, unless they are there. */
export async function installQueues(): Promise<void> {
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'beside', private: true }))
  const wanted = Object.entries(versions).map(([name, version]) => `${name}@${version}`)
  await run('npm', ['install', '--no-audit', '--no-fund', ...wanted], { cwd: folder })
  await cp(source, join(folder, 'queues.child.mjs'))
}

const startChild = (queue: Queue, role: 'add' | 'work', url: string): ChildProcess =>
  fork(join(folder, 'queues.child.mjs'), [queue, role], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', DATABASE: url, SETTINGS: JSON.stringify(settings) },
    execArgv: [],
  })

/** One job for each task that is there, in tables made anew. */
export async function addJobs(queue: Queue, url: string): Promise<void> {
  await dropQueues(url)
  const [code] = await once(startChild(queue, 'add', url), 'exit')
  if (code !== 0) throw new Error(`${queue} could not add its jobs.`)
  await withClient(url, (client) => client.query('VACUUM ANALYZE'))
}

export const dropQueues = (url: string): Promise<unknown> =>
  withClient(url, (client) =>
    client.query('DROP SCHEMA IF EXISTS graphile_worker CASCADE; DROP SCHEMA IF EXISTS pgboss CASCADE'),
  )

export interface Done {
  jobs: number
  /** Until all were done, or the time was over. */
  milliseconds: number
}

/** Does the jobs that were added with so many processes, for at most so many seconds. */
export async function work(
  queue: Queue,
  url: string,
  processes: number,
  { jobs, seconds }: { jobs: number; seconds: number },
): Promise<Done> {
  const children = Array.from({ length: processes }, () => startChild(queue, 'work', url))
  try {
    await Promise.all(children.map((child) => once(child, 'message')))
    const did = children.map(() => 0)
    const sum = () => did.reduce((all, one) => all + one, 0)
    const began = performance.now()
    const elapsed = () => performance.now() - began
    const over = new Promise<Done>((resolve, reject) => {
      const timer = setTimeout(() => resolve({ jobs: sum(), milliseconds: elapsed() }), seconds * 1000)
      for (const [index, child] of children.entries()) {
        child.on('message', (count: number) => {
          did[index] = count
          if (sum() < jobs) return
          clearTimeout(timer)
          resolve({ jobs: sum(), milliseconds: elapsed() })
        })
        child.once('exit', (code) => reject(new Error(`A process of ${queue} ended with ${code}.`)))
        child.send('begin')
      }
    })
    return await over
  } finally {
    const ended = children.map((child) => child.exitCode === null && once(child, 'exit'))
    for (const child of children) if (child.connected) child.send('end')
    await Promise.all(ended)
  }
}

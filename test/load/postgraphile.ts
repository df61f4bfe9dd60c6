import { execFile, spawn } from 'node:child_process'
import { cp, mkdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const source = fileURLToPath(new URL('./postgraphile.server.mjs', import.meta.url))

export interface PostGraphile {
  port: number
  stop(): Promise<void>
}

/** Installs PostGraphile 5 in a folder of its own, unless it is there, with a Node that it takes, and starts it. */
export async function startPostGraphile(env: {
  DATABASE: string
  SETTINGS: string
  POOL: string
}): Promise<PostGraphile> {
  const folder = join(tmpdir(), 'afterword-postgraphile')
  const node = join(folder, 'node_modules/node/bin/node')
  await mkdir(folder, { recursive: true })
  await writeFile(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'beside', private: true, allowScripts: { node: true } }),
  )
  const works = () =>
    run(node, ['-e', "import('postgraphile')"], { cwd: folder }).then(
      () => true,
      () => false,
    )
  if (!(await works())) await run('npm', ['install', 'node@24', 'postgraphile@5'], { cwd: folder })
  await cp(source, join(folder, 'server.mjs'))
  const child = spawn(node, ['server.mjs'], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', GRAPHILE_ENV: 'production', NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const port = await new Promise<number>((resolve, reject) => {
    let said = ''
    child.stdout.on('data', (text) => {
      said += text
      const found = /port (\d+)/.exec(said)
      if (found) resolve(Number(found[1]))
    })
    ended.then(() => reject(new Error(`PostGraphile did not start: ${said}`)))
  })
  return {
    port,
    async stop() {
      child.kill()
      await ended
    },
  }
}

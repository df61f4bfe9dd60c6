import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import type { Log } from './platform/database/log.ts'

const here = fileURLToPath(new URL('..', import.meta.url))
/** Where the panel is served from. */
export const panelFolder = join(here, 'dist', 'panel')
/** Says from which sources a build was made. Lies in it, so that the two are renamed together. */
const stampFile = '.sources'

/** Everything that ends up in the panel. */
const sources = ['admin', 'server/domain', 'package-lock.json', 'openapi.yaml']
const notSources = /(^|\/)(node_modules|dist)(\/|$)/

/**
 * Builds the panel when its sources differ from those of the last build, which keeps serving until then. Without the
 * sources (a container image) it does nothing. Built beside its place and renamed: two starts at once, or one that is
 * killed, leave no half of one. Throws when the build fails. `top` is the folder of package.json.
 */
export async function buildPanelIfStale(log: Log, top = here): Promise<void> {
  if (!(await stat(join(top, 'admin', 'vite.config.ts')).catch(() => null))) return
  const target = join(top, 'dist', 'panel')
  const stamp = await hashOf(top)
  const built = await readFile(join(target, stampFile), 'utf8').catch(() => null)
  if (built === stamp) return
  log.info(built === null ? 'Building the panel.' : 'The panel has changed; building it again.')
  const began = Date.now()
  await mkdir(dirname(target), { recursive: true })
  await removeLeftovers(dirname(target))
  const half = `${target}.new-${process.pid}`
  try {
    await runBuild(top, half)
    await writeFile(join(half, stampFile), stamp)
    await putInPlace(half, target)
  } finally {
    await rm(half, { recursive: true, force: true })
  }
  log.info(`Built the panel in ${((Date.now() - began) / 1000).toFixed(1)} s.`)
}

async function hashOf(top: string): Promise<string> {
  const hash = createHash('sha256')
  for (const path of sources) {
    for (const file of await filesIn(top, path)) {
      const content = await readFile(join(top, file))
      hash.update(`${file} ${content.length}\n`).update(content)
    }
  }
  return hash.digest('hex')
}

async function filesIn(top: string, path: string): Promise<string[]> {
  const found = await stat(join(top, path)).catch(() => null)
  if (!found?.isDirectory()) return found ? [path] : []
  const names = (await readdir(join(top, path), { recursive: true })).filter((name) => !notSources.test(name))
  const files: string[] = []
  for (const name of names.sort()) {
    const file = join(path, name)
    if ((await stat(join(top, file)).catch(() => null))?.isFile()) files.push(file)
  }
  return files
}

function runBuild(top: string, into: string): Promise<void> {
  const script = join(here, 'server', 'panel-build.child.mjs')
  const config = join(top, 'admin', 'vite.config.ts')
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, config, into], {
      cwd: top,
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    let said = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        said += chunk
      })
    child.once('error', reject)
    child.once('close', (code) =>
      code === 0
        ? resolve()
        : reject(new Error(`The panel could not be built:\n${stripVTControlCharacters(said).trim()}`)),
    )
  })
}

/** A folder that is not empty can not be replaced in one step: the old one steps aside first. */
async function putInPlace(half: string, target: string): Promise<void> {
  const aside = `${target}.old-${process.pid}`
  for (let attempt = 0; ; attempt++) {
    await rename(target, aside).catch(() => null)
    await rm(aside, { recursive: true, force: true })
    try {
      return await rename(half, target)
    } catch (error) {
      if (attempt === 3) throw error // another start puts its own there between our two steps
    }
  }
}

/** What a killed build left behind, told from one that still runs by its age. */
async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!/^panel\.(new|old)-/.test(name)) continue
    const { mtimeMs } = (await stat(join(folder, name)).catch(() => null)) ?? { mtimeMs: Date.now() }
    if (Date.now() - mtimeMs > 600_000) await rm(join(folder, name), { recursive: true, force: true })
  }
}

import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../setup/folder.ts'
import { eventually, launchAfterword, processesNaming } from '../setup/process.ts'

const launch = (top: string) =>
  launchAfterword({
    command: [process.execPath, '--import', 'tsx', 'test/process/panel-build.child.ts', top],
  })

const build = async (top: string) => {
  const run = launch(top)
  return { code: await run.ended, log: run.log() }
}

/** A panel of one page; a build that takes `delay` milliseconds longer. */
async function panel(delay = 0): Promise<string> {
  const top = await temporaryFolder()
  await mkdir(join(top, 'admin'))
  const wait = `{ name: 'wait', buildStart: () => new Promise((go) => setTimeout(go, ${delay})) }`
  await writeFile(
    join(top, 'admin/vite.config.ts'),
    `export default { root: import.meta.dirname, plugins: [${wait}] }`,
  )
  await write(top, 'first')
  return top
}

const write = (top: string, text: string) => writeFile(join(top, 'admin/index.html'), `<p>${text}</p>`)
const page = (top: string) => readFile(join(top, 'dist/panel/index.html'), 'utf8')

test('builds once, and again only when a source has changed', async () => {
  const top = await panel()
  expect((await build(top)).log).toContain('Building the panel.')
  expect(await page(top)).toContain('first')
  expect((await build(top)).log).toBe('done\n')
  await write(top, 'second')
  expect((await build(top)).log).toContain('The panel has changed')
  expect(await page(top)).toContain('second')
})

test('a build that fails leaves the last one, and says why', async () => {
  const top = await panel()
  await build(top)
  await writeFile(join(top, 'admin/index.html'), '<script type="module" src="./missing.ts"></script>')
  const { code, log } = await build(top)
  expect(code).toBe(1)
  expect(log).toContain('missing.ts')
  expect(await page(top)).toContain('first')
})

test('three at once leave one whole build', async () => {
  const top = await panel()
  const all = await Promise.all([build(top), build(top), build(top)])
  expect(all.map(({ code }) => code)).toEqual([0, 0, 0])
  expect(await page(top)).toContain('first')
  expect(await readdir(join(top, 'dist'))).toEqual(['panel'])
})

test('killed in the middle it leaves no half of a build and no process', async () => {
  const top = await panel(5000)
  const run = launch(top)
  await eventually('it is building', () => processesNaming(join(top, 'dist/panel.new-')).length > 0)
  run.child.kill('SIGKILL')
  await eventually('nothing is left', () => processesNaming(top).length === 0, 3000)
  expect(await readdir(join(top, 'dist'))).not.toContain('panel')
})

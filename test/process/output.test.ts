import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { createTestDatabase } from '../setup/database.ts'
import { eventually, launchAfterword } from '../setup/process.ts'

/** Ticks (a hundredth of a second) of processor time that a process has used; fields 14 and 15 of proc(5). */
function ticksOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return Number(fields[11]) + Number(fields[12])
}

test('whose reader is gone, it serves on, idles, and ends when asked', async () => {
  const database = await createTestDatabase()
  onTestFinished(database.drop)
  const { child, ended, log } = launchAfterword({ database, role: 'api', env: { LOG_LEVEL: 'debug' } })
  await eventually('ready', () => log().includes('Afterword is ready at'), 40_000)
  const url = /ready at (\S+)/.exec(log())?.[1] as string
  child.stdout?.destroy()
  child.stderr?.destroy()
  for (let n = 0; n < 20; n++) expect((await fetch(`${url}/v1/tasks`)).status).toBe(401)
  await sleep(500)
  const before = ticksOf(child.pid as number)
  await sleep(2000)
  expect(ticksOf(child.pid as number) - before, 'hundredths of a second in two').toBeLessThan(100)
  child.kill('SIGTERM')
  expect(await ended).toBe(0)
})

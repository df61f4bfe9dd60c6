import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const script = fileURLToPath(new URL('./process-zone.script.ts', import.meta.url))

function plansIn(zone: string): string {
  const env = { ...process.env, TZ: zone }
  return execFileSync(process.execPath, ['--import', 'tsx', script], { env, encoding: 'utf8' })
}

it('plans and sentences do not depend on the zone of the process', () => {
  const [here, ...others] = ['UTC', 'Pacific/Apia', 'America/Los_Angeles'].map(plansIn)
  expect(JSON.parse(here ?? '').length).toBeGreaterThan(3)
  for (const other of others) expect(other).toBe(here)
}, 60_000)

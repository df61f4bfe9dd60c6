import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { buildPractice, password } from '../builders/people.ts'
import { createTestDatabase } from '../setup/database.ts'
import { startAfterword } from '../setup/process.ts'

/** A port that nobody has; somebody may take it before we do, which has not been seen. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** The text format of Prometheus: value by name and labels. */
function parse(text: string): Map<string, number> {
  const samples = new Map<string, number>()
  for (const line of text.split('\n')) {
    const [, name, value] = /^([a-zA-Z_:][\w:]*(?:\{.*\})?) (\S+)$/.exec(line) ?? []
    if (name !== undefined) samples.set(name, Number(value))
    else expect(line).toMatch(/^(#.*)?$/)
  }
  return samples
}

test('the figures for Prometheus are real, and as the README lists them', async () => {
  const database = await createTestDatabase()
  onTestFinished(database.drop)
  const owner = new pg.Pool({ connectionString: database.urls.migrate, max: 1 })
  onTestFinished(() => owner.end())
  const metrics = `http://127.0.0.1:${await freePort()}`
  const env = { LOG_LEVEL: 'error', METRICS_PORT: new URL(metrics).port, RATE_LIMIT: '25' }
  const { url } = await startAfterword({ database, env, patience: 50_000 })
  const { coach } = await buildPractice(owner)
  const login = await fetch(`${url}/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: coach.email, password }),
  })
  const { accessToken } = (await login.json()) as { accessToken: string }
  for (let i = 0; i < 60; i++)
    await (
      await fetch(`${url}/v1/clients?q=zq${i}`, { headers: { authorization: `Bearer ${accessToken}` } })
    ).text()
  await sleep(200)
  expect((await fetch(`${url}/metrics`)).headers.get('content-type')).not.toContain('text/plain')
  expect((await fetch(`${metrics}/elsewhere`)).status).toBe(404)
  const text = await (await fetch(`${metrics}/metrics`)).text()
  const samples = parse(text)
  const count = (status: number) =>
    samples.get(
      `afterword_request_duration_seconds_count{method="GET",route="/v1/clients",status="${status}"}`,
    ) ?? 0
  expect(count(200)).toBeGreaterThanOrEqual(20)
  expect(count(200) + count(429)).toBe(60)
  expect(samples.get('afterword_rate_limited_total')).toBe(count(429))
  expect(samples.get('afterword_database_connections{pool="api",state="idle"}')).toBeGreaterThan(0)
  expect(samples.get('afterword_database_connections{pool="worker",state="waiting"}')).toBe(0)
  expect(samples.get('afterword_sweep_lag_seconds')).toBe(0)
  expect(samples.get('afterword_mail_queued')).toBe(0)
  expect(samples.get('afterword_password_hashes_waiting')).toBe(0)
  expect(text).not.toContain('zq')
  expect(text).not.toContain(coach.email)
  await expect
    .poll(
      async () => {
        const now = parse(await (await fetch(`${metrics}/metrics`)).text())
        return now.get('afterword_job_duration_seconds_count{job="tasks.sweep",outcome="done"}') ?? 0
      },
      { timeout: 20_000 },
    )
    .toBeGreaterThan(0)

  const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8')
  const listed = [...readme.matchAll(/^\| `(afterword_\w+)`/gm)].map(([, name]) => name).sort()
  const told = [...text.matchAll(/^# TYPE (afterword_\w+)/gm)].map(([, name]) => name).sort()
  expect(listed).toEqual(told)
})

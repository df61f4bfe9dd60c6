import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { onTestFinished } from 'vitest'
import { startEmbedded } from '../../server/platform/database/embedded.ts'
import { runMigrations } from '../../server/platform/database/migrate.ts'
import { resolveDatabaseUrls } from '../../server/platform/database/roles.ts'
import { buildPractice, type Practice } from '../builders/people.ts'
import type { Home } from '../jobs/seed.ts'
import { temporaryFolder } from '../setup/folder.ts'
import { type CuttableProxy, startProxy } from '../setup/proxy.ts'
import { type MailServer, startMailServer } from '../setup/smtp.ts'

/** Where the torture takes place: a server of its own behind a proxy that can be cut, a practice, a mail server. */
export interface Stage {
  /** For the program's processes, which go through the proxy. */
  env: Record<string, string>
  proxy: CuttableProxy
  /** As the owner, past the proxy. */
  owner: pg.Pool
  practice: Practice
  home: Home
  mail: MailServer
  /** SIGKILL to PostgreSQL's first process; it is started again on its port. */
  crash(): Promise<void>
  /** Whether the server answers. */
  answers(): Promise<boolean>
}

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }

export async function openStage(): Promise<Stage> {
  const dataDir = await temporaryFolder()
  const server = await startEmbedded({
    ...{ dataDir, log: quiet, durable: false },
    // What was committed must survive the server's death; that of the machine is another matter.
    settings: { synchronous_commit: 'on' },
  })
  onTestFinished(() => server.stop())
  await runMigrations(server.url, quiet)
  const { api, worker } = await resolveDatabaseUrls({ databaseUrl: server.url })
  const owner = new pg.Pool({ connectionString: server.url, connectionTimeoutMillis: 2_000, max: 4 })
  owner.on('error', () => undefined)
  owner.on('connect', (client) => void client.on('error', () => undefined))
  onTestFinished(() => owner.end())
  const proxy = await startProxy(Number(new URL(server.url).port))
  onTestFinished(() => proxy.close())
  const mail = await startMailServer()
  onTestFinished(() => mail.close())
  const practice = await buildPractice(owner)
  const { organizationId, coach, client } = practice
  await atNoon(owner)

  const through = (address: string | null | undefined) => {
    const url = new URL(address ?? '')
    url.port = String(proxy.port)
    return url.href
  }
  return {
    env: {
      ...{ DATABASE_URL: through(api), WORKER_DATABASE_URL: through(worker), MIGRATE: 'off' },
      MIGRATE_DATABASE_URL: through(server.url),
      ...{ SMTP_URL: mail.url, MAIL_FROM: 'Harbour <mail@harbour.test>', PUBLIC_URL: 'https://harbour.test' },
      ...{ WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8', RATE_LIMIT: '0', RATE_LIMIT_NETWORK: '0' },
    },
    ...{ proxy, owner, practice, mail },
    home: { organizationId, coachId: coach.id, clientId: client.id },
    async crash() {
      const file = await readFile(join(dataDir, 'postgres/data/postmaster.pid'), 'utf8').catch(() => '')
      const pid = Number(file.split('\n')[0])
      try {
        if (pid > 1) process.kill(pid, 'SIGKILL')
      } catch {
        // It is dead already, and about to be started again.
      }
    },
    answers: () =>
      owner.query('SELECT').then(
        () => true,
        () => false,
      ),
  }
}

/** Where it is about noon now. */
export function noonZone(): string {
  const east = 12 - new Date().getUTCHours()
  return east === 0 ? 'UTC' : `Etc/GMT${east > 0 ? '-' : '+'}${Math.abs(east)}`
}

/** Everybody lives there, so that no mail waits for the morning. */
async function atNoon(owner: pg.Pool): Promise<void> {
  for (const table of ['organization', 'member', 'client'])
    await owner.query(`UPDATE ${table} SET time_zone = $1`, [noonZone()])
}

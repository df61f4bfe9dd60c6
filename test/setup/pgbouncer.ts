import { execFileSync, spawn } from 'node:child_process'
import { access, chmod, chown, constants, mkdtemp, rm, writeFile } from 'node:fs/promises'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { withClient } from '../../server/platform/database/address.ts'

export interface Bouncer {
  /** The same database and login, through PgBouncer. */
  url: string
  stop(): Promise<void>
}

/** Where PgBouncer is. Throws with what to install. */
async function findBouncer(): Promise<string> {
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    '/usr/sbin',
    '/usr/local/sbin',
    '/opt/homebrew/bin',
  ]
  for (const folder of folders.filter(Boolean)) {
    const file = join(folder, 'pgbouncer')
    if (
      await access(file, constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return file
  }
  throw new Error(
    'This test needs PgBouncer, and none was found. Install it with "apt-get install pgbouncer" (Debian) or "brew install pgbouncer" (macOS).',
  )
}

/** PgBouncer refuses to run as root. */
function unprivileged(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null
  for (const user of ['postgres', 'nobody']) {
    try {
      const idOf = (flag: string) =>
        Number(execFileSync('id', [flag, user], { encoding: 'utf8', stdio: 'pipe' }))
      return { uid: idOf('-u'), gid: idOf('-g') }
    } catch {
      // The next one.
    }
  }
  throw new Error(
    'PgBouncer does not run as root, and there is neither a user "postgres" nor "nobody" to run it as.',
  )
}

async function freePort(): Promise<number> {
  const server = net.createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as net.AddressInfo
  await new Promise((done) => server.close(done))
  return port
}

/** PgBouncer in transaction mode in front of a database, with so many connections to it. */
export async function startBouncer(address: string, poolSize: number): Promise<Bouncer> {
  const file = await findBouncer()
  const user = unprivileged()
  const target = new URL(address)
  const port = await freePort()
  const folder = await mkdtemp(join(tmpdir(), 'afterword-bouncer-'))
  const [login, password] = [decodeURIComponent(target.username), decodeURIComponent(target.password)]
  const settings = `[databases]
* = host=${target.hostname} port=${target.port || 5432}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = plain
auth_file = ${join(folder, 'users.txt')}
pool_mode = transaction
default_pool_size = ${poolSize}
max_client_conn = 500
ignore_startup_parameters = extra_float_digits
log_connections = 0
log_disconnections = 0
log_pooler_errors = 0
`
  await writeFile(join(folder, 'pgbouncer.ini'), settings)
  await writeFile(join(folder, 'users.txt'), `"${login}" "${password}"\n`)
  for (const name of ['', 'pgbouncer.ini', 'users.txt']) {
    await chmod(join(folder, name), name ? 0o600 : 0o700)
    if (user) await chown(join(folder, name), user.uid, user.gid)
  }
  let output = ''
  const child = spawn(file, [join(folder, 'pgbouncer.ini')], {
    ...user,
    cwd: '/',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child.stdout.on('data', (text) => (output = (output + text).slice(-5000)))
  child.stderr.on('data', (text) => (output = (output + text).slice(-5000)))
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  const stop = async () => {
    child.kill('SIGKILL')
    await ended
    await rm(folder, { recursive: true, force: true })
  }
  const through = new URL(address)
  through.hostname = '127.0.0.1'
  through.port = String(port)
  for (let left = 50; ; left--) {
    const works = await withClient(through.href, (client) => client.query('SELECT 1')).then(
      () => true,
      (error) => error,
    )
    if (works === true) return { url: through.href, stop }
    if (left === 0 || child.exitCode !== null) {
      await stop()
      throw new Error(`PgBouncer did not start: ${works}\n${output}`)
    }
    await sleep(100)
  }
}

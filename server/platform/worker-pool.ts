import pg from 'pg'
import { Connection } from './database/connection.ts'

/**
 * Of sessions that sweep. Their statements read by an index whatever the statistics say: after an import, before the
 * table is analyzed, the planner would sort the whole backlog for each batch. JIT costs more than a batch.
 */
const settings = [
  ...['jit=off', 'enable_seqscan=off', 'enable_bitmapscan=off'],
  // Of a worker that is gone without a word, cut off half open, the server keeps no locks.
  ...[
    'idle_in_transaction_session_timeout=10s',
    'tcp_keepalives_idle=30',
    'tcp_keepalives_interval=10',
    'tcp_keepalives_count=3',
  ],
]

/**
 * The worker's connections. Few: each sweep is one at a time, Agenda has little to do. Every attempt and every statement
 * ends by itself, so that a half-open connection holds nothing up for long.
 * @param max as many connections
 * @param url address as the worker's role; a session, not a pooler in transaction mode
 */
export function createWorkerPool(url: string, testClock: boolean, max = 3): pg.Pool {
  const all = testClock ? [...settings, 'app.test_clock=1'] : settings
  const pool = new pg.Pool({
    Client: Connection,
    connectionString: url,
    application_name: 'afterword worker',
    max,
    options: all.map((setting) => `-c ${setting}`).join(' '),
    connectionTimeoutMillis: 1_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: 4_000,
    query_timeout: 4_500,
    keepAlive: true,
  })
  pool.on('error', () => {}) // an idle connection that breaks is replaced; without a listener it ends the process
  // Nor does one that breaks between two statements of a transaction: the next of them fails.
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

import { startEmbedded } from '../../server/platform/database/embedded.ts'

/** Holds an embedded PostgreSQL until it is ended; prints its address. */
const log = { info: console.log, warn: console.log, error: console.log }
startEmbedded({ dataDir: process.argv[2] ?? '', log, durable: false }).then(
  ({ url, stop }) => {
    console.log(`up ${url}`)
    setInterval(() => undefined, 1000)
    process.on('SIGTERM', () => stop().then(() => process.exit(0)))
  },
  (error: Error) => {
    console.error(error.message)
    process.exit(1)
  },
)

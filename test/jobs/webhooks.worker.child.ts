import { startDelivery } from './webhooks.bench.ts'

/** The production delivery in a process of its own, with short pauses, to be killed. */
const delivery = startDelivery(process.argv[2] ?? '', { leaseSeconds: 1 })
process.once('SIGTERM', () => void delivery.stop().then(() => process.exit(0)))
process.stdout.write('ready\n')

import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { type RunningCluster, startCluster, type TestCluster } from './cluster.ts'
import { removeLeftovers } from './leftovers.ts'

declare module 'vitest' {
  interface ProvidedContext {
    cluster: TestCluster
  }
}

/** Each project loads this file anew; the cluster is one for all of them, and ends with the last. */
const shared = globalThis as { afterwordCluster?: { users: number; running: Promise<RunningCluster> } }

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  shared.afterwordCluster ??= { users: 0, running: removeLeftovers().then(startCluster) }
  const mine = shared.afterwordCluster
  mine.users++
  project.provide('cluster', (await mine.running).cluster)
  return async () => {
    if (--mine.users > 0) return
    delete shared.afterwordCluster
    await (await mine.running).stop()
    // What vitest.config.ts made; a folder that was given stays.
    const { CONTRACT_RUN = '' } = process.env
    if (CONTRACT_RUN.startsWith(join(tmpdir(), 'afterword-contract-')))
      rmSync(CONTRACT_RUN, { recursive: true, force: true })
  }
}

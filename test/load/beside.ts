import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { withClient, withDatabase } from '../../server/platform/database/address.ts'
import { startCluster } from '../setup/cluster.ts'
import type { Hammering } from './hammer.child.ts'

/** Measures over a migrated database of its own, on a server of its own; both are gone afterwards. */
export async function onOwnDatabase(
  measure: (ownerUrl: string, apiUrl: string) => Promise<void>,
): Promise<void> {
  const { cluster, stop } = await startCluster()
  const name = `${cluster.prefix}_load`
  try {
    await withClient(cluster.admin, (client) =>
      client.query(`CREATE DATABASE ${name} TEMPLATE ${cluster.template}`),
    )
    await measure(withDatabase(cluster.admin, name), withDatabase(cluster.api, name))
  } finally {
    await withClient(cluster.admin, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))
    await stop()
  }
}

export interface Hammer {
  /** How many were answered with 200. */
  hit(work: Hammering): Promise<number>
  end(): void
}

/** Sends requests from a process of its own, so that asking takes no time of answering. */
export function startHammer(): Hammer {
  const child = fork(fileURLToPath(new URL('./hammer.child.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx'],
  })
  return {
    hit: (work) =>
      new Promise((resolve, reject) => {
        child.once('message', ({ answered, error }: { answered: number; error?: string }) =>
          error ? reject(new Error(error)) : resolve(answered),
        )
        child.send(work)
      }),
    end: () => void child.kill(),
  }
}

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

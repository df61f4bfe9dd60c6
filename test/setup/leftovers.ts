import { readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const ours = /^afterword-(test|contract|bouncer)-/
const day = 86_400_000

/** Removes what runs that were killed have left in the temporary folder, once it is a day old: no run takes that long. */
export async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!ours.test(name)) continue
    const folder = join(tmpdir(), name)
    const found = await stat(folder).catch(() => null)
    if (found && Date.now() - found.mtimeMs > day)
      await rm(folder, { recursive: true, force: true }).catch(() => {})
  }
}

import { bounded } from '../../platform/bounded.ts'
import { DomainError } from '../../platform/errors.ts'
import type { ScopeSource } from '../../platform/scope.ts'
import { withOrganization } from '../../platform/scope.ts'
import { hashSecret } from '../../platform/secrets.ts'
import * as store from './api-keys.store.ts'
import { isKeyText } from './api-keys.text.ts'

/** Whose a key is. It never changes, so that it may be remembered; whether the key still holds is asked with each request. */
export interface KeyOwner {
  readonly organizationId: string
  readonly keyId: string
}

export interface KeyLookup {
  /** Throws `unauthorized`, always the same, for what is no key or none that was ever given out. */
  find(text: string): Promise<KeyOwner>
  /** Notes that the key is being used, at most once a minute and beside the request. */
  used(owner: KeyOwner): void
}

const remembered = 10_000
const minute = 60_000

/** Finds API keys by their hash. One for each process. */
export function keyLookup(source: ScopeSource): KeyLookup {
  const owners = bounded<KeyOwner>(remembered)
  const uses = bounded<number>(remembered)
  return {
    async find(text) {
      if (!isKeyText(text)) throw invalidKey()
      const hash = hashSecret('api_key', text)
      const name = hash.toString('base64')
      const known = owners.get(name)
      if (known) return known
      const found = await store.findOwner(source.api, hash)
      if (!found) throw invalidKey()
      owners.set(name, found)
      return found
    },
    used({ organizationId, keyId }) {
      const now = Date.now()
      if (now - (uses.get(keyId) ?? 0) < minute) return
      uses.set(keyId, now)
      // Nobody waits for it, and nothing is lost when it fails: the next request notes it.
      withOrganization(source, organizationId, (db) => store.noteUse(db, keyId)).catch(() =>
        uses.set(keyId, 0),
      )
    },
  }
}

/** The same as when the key has been revoked or has expired (platform/scope.ts). */
const invalidKey = () => new DomainError('unauthorized', 'This API key is not valid.')

import { localStorageStore, type Store } from 'ra-core'

/** Choices of the reader that outlive the login. */
const kept = ['theme', 'locale']

const base = localStorageStore('1', 'Afterword')

/** react-admin's store; signing out clears it but for the colours and the language. */
export const store: Store = {
  ...base,
  reset() {
    const values = kept.map((key) => [key, base.getItem(key)] as const)
    base.reset()
    for (const [key, value] of values) if (value !== undefined && value !== null) base.setItem(key, value)
  },
}

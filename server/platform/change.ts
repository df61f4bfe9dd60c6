/** A change of one record: which, what (absent leaves, null clears), and a check that is told the stored version first. */
export interface Change<Patch> {
  id: string
  patch: Patch
  check: (storedVersion: number) => void
}

/** The program's own bookkeeping, which says nothing to a reader. */
export const internal = [
  'dueFiredBefore',
  'overdueFiredBefore',
  'rule',
  'fingerprint',
  'changedAt',
  'lastFetchedAt',
]

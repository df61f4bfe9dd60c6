/** Does the work for all of them, as many at once as the test's pool has connections to spare. */
export async function inParallel<T>(
  all: readonly T[],
  work: (one: T, index: number) => Promise<void>,
  lanes = 5,
): Promise<void> {
  const waiting = all.entries()
  const lane = async () => {
    for (const [index, one] of waiting) await work(one, index)
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}

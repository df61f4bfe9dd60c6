/**
 * What the rows of one level ask for at the same time, asked for once: one statement for each level of a document and
 * never one for each row. For one request only, so that nothing is shared between callers.
 */
export interface Batches {
  /**
   * The part of `run`'s answer that belongs to `parent`. Calls with the same `key` (a place in the document) that come
   * before anything else happens are answered together; `run` gives back one answer for each parent, in their order.
   */
  load<Parent, Answer>(
    key: object,
    parent: Parent,
    run: (parents: readonly Parent[]) => Promise<readonly Answer[]>,
  ): Promise<Answer>
}

interface Waiting {
  parents: unknown[]
  answers: Promise<readonly unknown[]>
}

export function batches(): Batches {
  const open = new Map<object, Waiting>()
  return {
    load<Parent, Answer>(
      key: object,
      parent: Parent,
      run: (parents: readonly Parent[]) => Promise<readonly Answer[]>,
    ): Promise<Answer> {
      let waiting = open.get(key)
      if (!waiting) {
        const parents: unknown[] = []
        const answers = afterAllOthers().then(() => {
          open.delete(key)
          return run(parents as Parent[])
        })
        waiting = { parents, answers }
        open.set(key, waiting)
      }
      const place = waiting.parents.push(parent) - 1
      return waiting.answers.then((found) => found[place] as Answer)
    },
  }
}

/** Once all promises that are settled by now have been followed, so that all rows of a level have asked. */
const afterAllOthers = (): Promise<void> =>
  Promise.resolve().then(() => new Promise((resolve) => process.nextTick(resolve)))

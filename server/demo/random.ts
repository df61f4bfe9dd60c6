/** A small generator (mulberry32) with a fixed seed: the demo differs from start to start by the moment alone. */
export interface Dice {
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number
  one<T>(from: readonly T[]): T
  /** `count` different ones, in the list's order. */
  some<T>(from: readonly T[], count: number): T[]
}

export function createDice(seed: number): Dice {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  return {
    between,
    one: (from) => from[between(0, from.length - 1)] as (typeof from)[number],
    some(from, count) {
      const left = [...from]
      while (left.length > count) left.splice(between(0, left.length - 1), 1)
      return left
    },
  }
}

/** Random numbers that come again in the same order from the same seed. */
export interface SeededRandom {
  /** A fraction from 0, and below 1. */
  readonly fraction: () => number
  /** A whole number from `from` to `to`. */
  readonly between: (from: number, to: number) => number
  /** One of a list that is not empty. */
  readonly oneOf: <T>(list: readonly T[]) => T
}

/** Makes random numbers from a seed, by the algorithm mulberry32. */
export function createSeededRandom(seed: number): SeededRandom {
  let state = seed
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (from: number, to: number): number =>
    from + Math.floor(fraction() * (to - from + 1))
  return {
    fraction,
    between,
    oneOf: (list) => {
      const one = list[between(0, list.length - 1)]
      if (one === undefined) throw new RangeError('the list is empty')
      return one
    },
  }
}

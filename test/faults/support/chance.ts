/** Chance that is the same again from the same seed. */
export interface Chance {
  /** A fraction below 1. */
  fraction(): number
  /** A whole number from `from` to `to`. */
  between(from: number, to: number): number
  /** One of a list that is not empty. */
  oneOf<T>(list: readonly T[]): T
}

/** Makes chance from a seed (mulberry32: small, and good enough to mix steps). */
export function createChance(seed: number): Chance {
  let state = seed >>> 0
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (from: number, to: number): number =>
    from + Math.floor(fraction() * (to - from + 1))
  return { fraction, between, oneOf: (list) => list[between(0, list.length - 1)]! }
}

import { expect, it } from 'vitest'
import { toastLifetimeMs } from '../../../src/components/gamification-toasts/toast-lifetime.js'

it.each([
  [undefined, 6_900],
  ['default', 6_900],
  ['x3', 20_700],
  ['x10', 69_000],
  ['keep', Infinity],
  ['unknown', 6_900],
] as const)('a toast of three words with the duration %s stays for %d ms', (duration, lifeMs) => {
  expect(toastLifetimeMs(' 30-day  streak reached ', duration as 'default')).toBe(lifeMs)
})

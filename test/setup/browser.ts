import { chaiDomDiff } from '@open-wc/semantic-dom-diff'
import { fixtureCleanup } from '@open-wc/testing'
import { chaiA11yAxe } from 'chai-a11y-axe'
import { afterEach, beforeEach, chai, expect } from 'vitest'

// vitest's chai is another copy than the one that @open-wc/testing extends.
chai.use(chaiA11yAxe)
chai.use(chaiDomDiff)

// As in the engines whose popovers know the back gesture. Its own test takes it away again.
if (!('CloseWatcher' in window))
  Object.defineProperty(window, 'CloseWatcher', { value: class {}, configurable: true })

const logged: unknown[][] = []
const original = console.error

beforeEach(() => {
  logged.length = 0
  // What was done in one test is not another's to send.
  localStorage.clear()
  console.error = (...values: unknown[]) => {
    logged.push(values)
    original(...values)
  }
})

afterEach(() => {
  fixtureCleanup()
  console.error = original
  expect(logged, 'a page must not log errors').toEqual([])
})

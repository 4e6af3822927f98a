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
const { error, warn } = console

/** The warnings that the development build of Lit has given. It gives each of them once. */
const { litIssuedWarnings } = globalThis as { litIssuedWarnings?: Set<string> }

beforeEach(() => {
  logged.length = 0
  // What was done in one test is not another's to send.
  localStorage.clear()
  console.error = (...values: unknown[]) => {
    logged.push(values)
    error(...values)
  }
  // Lit warns of an element that is rendered a second time because its first rendering changed it.
  litIssuedWarnings?.clear()
  console.warn = (...values: unknown[]) => {
    if (String(values[0]).includes('change-in-update')) logged.push(values)
    warn(...values)
  }
})

afterEach(() => {
  fixtureCleanup()
  Object.assign(console, { error, warn })
  expect(logged, 'a page must log neither errors nor warnings of Lit').toEqual([])
})

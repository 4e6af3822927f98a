import { fixture, html } from '@open-wc/testing'
import { LitElement, html as template, type TemplateResult } from 'lit'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { TickController } from '../../src/internal/ticker.js'

class TestClock extends LitElement {
  everyMs = 1_000
  renders = 0

  constructor() {
    super()
    new TickController(this, () => this.everyMs)
  }

  protected override render(): TemplateResult {
    this.renders += 1
    return template`<span>${this.renders}</span>`
  }
}
customElements.define('test-clock', TestClock)

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

const clock = () => fixture<TestClock>(html`<test-clock></test-clock>`)
const pass = async (ms: number, ...clocks: TestClock[]) => {
  await vi.advanceTimersByTimeAsync(ms)
  for (const { updateComplete } of clocks) await updateComplete
}

it('TickController renders an element again at its interval, and not before', async () => {
  const element = await clock()
  await pass(900, element)
  expect(element.renders).toBe(1)
  await pass(100, element)
  expect(element.renders).toBe(2)
  await pass(1_000, element)
  expect(element.renders).toBe(3)
})

it('TickController has one timer for all elements', async () => {
  const [one, two] = [await clock(), await clock()]
  two.everyMs = 5_000
  two.requestUpdate()
  await two.updateComplete
  expect(vi.getTimerCount()).toBe(1)
  await pass(5_000, one, two)
  expect(one.renders).toBe(6)
  expect(two.renders).toBe(3)
})

it('TickController stops its timer when the last element is removed', async () => {
  const element = await clock()
  element.remove()
  expect(vi.getTimerCount()).toBe(0)
})

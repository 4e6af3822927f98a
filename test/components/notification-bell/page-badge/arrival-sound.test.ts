import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listen, stopListening, type Heard } from '../../../support/audio.js'
import { BellDriver } from '../../../support/bell-driver.js'
import { eventually } from '../../../support/eventually.js'
import { requestsTo, serveEachTest, server } from '../../../support/test-server.js'

serveEachTest()

beforeEach(() => {
  document.title = 'Courses'
})
afterEach(() => document.documentElement.removeAttribute('data-focus-mode'))

describe('the sound of a bell', () => {
  let heard: Heard

  beforeEach(() => {
    heard = listen(true)
  })
  afterEach(stopListening)

  const arrive = () => server.add({ createdAt: new Date().toISOString() })
  const preferencesAsked = (): number => requestsTo('/preferences').length

  it('plays for a notification that arrives while the page is open, and for no older one', async () => {
    arrive()
    const driver = await BellDriver.connect({ attributes: ['sound', 'title-count'] })
    await eventually(() => document.title === '(1) Courses')
    server.add({ createdAt: new Date(Date.now() - 120_000).toISOString() })
    await eventually(() => driver.badge === '2')
    expect(preferencesAsked()).toBe(0)
    arrive()
    await eventually(() => heard.notes.length === 2)
    heard.wait(1)
    // Arrives within the same sound.
    arrive()
    await eventually(() => driver.badge === '4')
    // By now the tabs have decided which of them plays the sound.
    await navigator.locks.request('turn', () => undefined)
    expect(heard.notes).toHaveLength(2)
    expect(preferencesAsked()).toBe(1)
  })

  it('is silent in focus mode and in quiet hours', async () => {
    server.preferences = { quietHours: { from: '00:00', to: '24:00', timeZone: 'UTC' } }
    const driver = await BellDriver.connect({ attributes: ['sound', 'title-count'] })
    document.documentElement.setAttribute('data-focus-mode', 'exam')
    arrive()
    await eventually(() => driver.badge === '1')
    document.documentElement.removeAttribute('data-focus-mode')
    await eventually(() => document.title === '(1) Courses')
    expect(preferencesAsked()).toBe(0)
    arrive()
    await eventually(() => preferencesAsked() === 1 && document.title === '(2) Courses')
    expect(heard.notes).toEqual([])
  })
})

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { VirtualTime } from '../clock/virtual-time.js'
import { FakeBrowser, type FakeTab } from './fake-browser.js'

let time: VirtualTime
let browser: FakeBrowser
let log: string[]

const openTab = (): FakeTab => browser.openTab()

beforeEach(() => {
  time = new VirtualTime()
  browser = new FakeBrowser(time)
  log = []
})

afterEach(() => time[Symbol.dispose]())

describe('fake storage', () => {
  it('sends a storage event to the other pages for each changed key', async () => {
    const [a, b] = [openTab(), openTab()]
    for (const tab of [a, b])
      tab.events.addEventListener('storage', (event) =>
        log.push(`${tab === a ? 'a' : 'b'}: ${(event as StorageEvent).key}`),
      )
    await a.do(() => a.storage().setItem('key', 'value'))
    await a.do(() => a.storage().setItem('key', 'value'))
    await time.advance(0)
    expect(log).toEqual(['b: key'])
    expect(Object.keys(b.storage())).toEqual(['key'])
  })

  it('throws where it is full or forbidden', () => {
    const storage = openTab().storage()
    browser.storage.limit = 10
    storage.setItem('key', 'value')
    expect(() => storage.setItem('more', 'value')).toThrow('quota')
    browser.storage.isForbidden = true
    expect(() => openTab().storage()).toThrow('denied')
    expect(() => storage.getItem('key')).toThrow('denied')
  })
})

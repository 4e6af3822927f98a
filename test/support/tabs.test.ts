import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FakeBrowser, type FakeTab } from './tabs.js'
import { VirtualTime } from './virtual-time.js'

let time: VirtualTime
let browser: FakeBrowser
let log: string[]

const note = (text: string) => (): void => void log.push(text)
const openTab = (): FakeTab => browser.openTab()

/** Asks for a lock, and keeps it until the returned function is called. */
async function takeLock(
  tab: FakeTab,
  name: string,
  options: LockOptions = {},
): Promise<() => void> {
  let release: () => void = () => undefined
  const held = new Promise<void>((resolve) => (release = resolve))
  await tab.do(() => {
    void tab
      .locks!.request('lock', options, (lock) => {
        log.push(lock ? `${name} has it` : `${name} goes without`)
        return lock ? held : undefined
      })
      .catch((error: Error) => log.push(`${name}: ${error.name}`))
  })
  await time.advance(0)
  return release
}

beforeEach(() => {
  time = new VirtualTime()
  browser = new FakeBrowser(time)
  log = []
})

afterEach(() => time[Symbol.dispose]())

describe('virtual time', () => {
  it('runs timers in the order of their moments, and all that comes of each before the next', async () => {
    const start = Date.now()
    setTimeout(() => void Promise.resolve().then(note(`late ${Date.now() - start}`)), 20)
    setTimeout(() => void Promise.resolve().then(note('early')), 10)
    clearTimeout(setTimeout(note('never'), 5))
    await time.advance(30)
    expect(log).toEqual(['early', 'late 20'])
    expect(Date.now() - start).toBe(30)
  })

  it('keeps a frozen page still, and lets it catch up', async () => {
    const tab = openTab()
    await tab.do(() => setInterval(note('tick'), 1_000))
    tab.freeze()
    await time.advance(5_500)
    expect(log).toEqual([])
    tab.resume()
    tab.show()
    await time.advance(1_000)
    expect(log).toEqual(['tick', 'tick'])
  })

  it('stops the timers of a machine that sleeps, not its clock', async () => {
    const tab = openTab()
    const before = Date.now()
    await tab.do(() => setTimeout(() => log.push(`after ${Date.now() - before}`), 1_000))
    await time.advance(400)
    browser.sleep()
    await time.advance(60_000)
    browser.wakeUp()
    await time.advance(599)
    expect(log).toEqual([])
    await time.advance(1)
    expect(log).toEqual(['after 61000'])
  })

  it('throttles the timers of a hidden page, until it is seen', async () => {
    const tab = openTab()
    await time.advance(0)
    tab.hide()
    await time.advance(100)
    await tab.do(() => setTimeout(note('fired'), 10))
    await time.advance(800)
    expect(log).toEqual([])
    await time.advance(200)
    expect(log).toEqual(['fired'])
    await time.advance(400_000)
    await tab.do(() => setTimeout(note('again'), 10))
    await time.advance(15_000)
    expect(log).toEqual(['fired'])
    tab.show()
    await time.advance(0)
    expect(log).toEqual(['fired', 'again'])
  })
})

describe('fake locks', () => {
  it('are had by one at a time, in the order of asking', async () => {
    const release = await takeLock(openTab(), 'a')
    await takeLock(openTab(), 'b')
    await takeLock(openTab(), 'c', { ifAvailable: true })
    expect(log).toEqual(['a has it', 'c goes without'])
    release()
    await time.advance(0)
    expect(log.at(-1)).toBe('b has it')
  })

  it('are free again when a page dies, and not when it freezes', async () => {
    const holder = openTab()
    await takeLock(holder, 'a')
    await takeLock(openTab(), 'b')
    holder.freeze()
    await time.advance(60_000)
    expect(log).toEqual(['a has it'])
    holder.crash()
    await time.advance(0)
    expect(log).toEqual(['a has it', 'b has it'])
  })

  it('can be stolen: whoever had it hears of that, and waits in no line', async () => {
    await takeLock(openTab(), 'a')
    await takeLock(openTab(), 'b')
    const release = await takeLock(openTab(), 'thief', { steal: true })
    expect(log).toEqual(['a has it', 'thief has it', 'a: AbortError'])
    release()
    await time.advance(0)
    expect(log.at(-1)).toBe('b has it')
  })

  it('are not asked for any more once the signal aborts', async () => {
    const release = await takeLock(openTab(), 'a')
    const waiting = openTab()
    const abort = new AbortController()
    await takeLock(waiting, 'b', { signal: abort.signal })
    await waiting.do(() => abort.abort())
    release()
    await time.advance(0)
    expect(log).toEqual(['a has it', 'b: AbortError'])
  })
})

describe('fake channels and storage', () => {
  it('reach the other pages, later and as copies', async () => {
    const [a, b] = [openTab(), openTab()]
    const [own, other] = [a.openChannel('bus')!, b.openChannel('bus')!]
    own.onmessage = note('heard itself')
    other.onmessage = ({ data }: MessageEvent<string[]>) => log.push(`heard ${data.join()}`)
    const message = ['one']
    await a.do(() => own.postMessage(message))
    message.push('two')
    expect(log).toEqual([])
    await time.advance(0)
    expect(log).toEqual(['heard one'])
    b.crash()
    await a.do(() => own.postMessage(message))
    await time.advance(0)
    expect(log).toEqual(['heard one'])
  })

  it('tell the other pages what changed', async () => {
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

  it('can be full, or forbidden', () => {
    const storage = openTab().storage()
    browser.storage.limit = 10
    storage.setItem('key', 'value')
    expect(() => storage.setItem('more', 'value')).toThrow('quota')
    browser.storage.isForbidden = true
    expect(() => openTab().storage()).toThrow('denied')
    expect(() => storage.getItem('key')).toThrow('denied')
  })
})

describe('the life of a tab', () => {
  it('ends with `pagehide`, and without it in a crash', async () => {
    const tab = openTab()
    const other = openTab()
    for (const { events } of [tab, other]) events.addEventListener('pagehide', note('pagehide'))
    tab.close()
    other.crash()
    await time.advance(0)
    expect(log).toEqual(['pagehide'])
    expect(browser.tabs.size).toBe(0)
  })

  it('goes on after the back/forward cache, which takes no page that has a lock', async () => {
    const tab = openTab()
    tab.events.addEventListener('pageshow', note('pageshow'))
    tab.leave()
    await time.advance(1_000)
    expect(tab.isInCache).toBe(true)
    tab.comeBack()
    await time.advance(0)
    expect(log).toEqual(['pageshow'])
    await takeLock(tab, 'a')
    tab.leave()
    await time.advance(0)
    expect(tab.isInCache).toBe(false)
    expect(browser.tabs.size).toBe(0)
  })
})

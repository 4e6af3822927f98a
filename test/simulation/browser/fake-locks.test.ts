import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { VirtualTime } from '../clock/virtual-time.js'
import { FakeBrowser, type FakeTab } from './fake-browser.js'

let time: VirtualTime
let browser: FakeBrowser
let log: string[]

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

describe('fake Web Locks', () => {
  it('are granted to one page at a time, in the order of the requests', async () => {
    const release = await takeLock(openTab(), 'a')
    await takeLock(openTab(), 'b')
    await takeLock(openTab(), 'c', { ifAvailable: true })
    expect(log).toEqual(['a has it', 'c goes without'])
    release()
    await time.advance(0)
    expect(log.at(-1)).toBe('b has it')
  })

  it('become free when their page dies, but not when it freezes', async () => {
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

  it('can be stolen, which rejects the request of the former holder and does not queue it again', async () => {
    await takeLock(openTab(), 'a')
    await takeLock(openTab(), 'b')
    const release = await takeLock(openTab(), 'thief', { steal: true })
    expect(log).toEqual(['a has it', 'thief has it', 'a: AbortError'])
    release()
    await time.advance(0)
    expect(log.at(-1)).toBe('b has it')
  })

  it('are not granted to a request whose signal was aborted', async () => {
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

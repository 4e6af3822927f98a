import { afterEach, expect, it } from 'vitest'
import { openTabChannel } from '../../../src/client/tabs/tab-channel.js'
import { thisTab, type TabEnvironment } from '../../../src/client/tabs/tab-environment.js'

let closing = new AbortController()
afterEach(() => {
  closing.abort()
  closing = new AbortController()
})

/** A tab whose open channels are counted. */
function countedTab(): TabEnvironment & { readonly open: Set<BroadcastChannel> } {
  const open = new Set<BroadcastChannel>()
  return {
    ...thisTab,
    open,
    events: new EventTarget(),
    openChannel: (name) => {
      const channel = new BroadcastChannel(name)
      const close = channel.close.bind(channel)
      channel.close = () => {
        open.delete(channel)
        close()
      }
      open.add(channel)
      return channel
    },
  }
}

/** A member of the bus, and what it has heard next. */
function member(tab: TabEnvironment) {
  let heard = (_message: string): void => undefined
  const next = () => new Promise<string>((resolve) => (heard = resolve))
  const say = openTabChannel<string>(tab, 'bus.test', (message) => heard(message), closing.signal)
  return { say, next }
}

it('a tab channel delivers each message to the other tabs and to its own tab', async () => {
  const one = member(countedTab())
  const two = member(countedTab())
  const both = Promise.all([one.next(), two.next()])
  one.say?.('hello')
  expect(await both).toEqual(['hello', 'hello'])
})

it('a tab channel closes when its page is left, and opens again when it is back', async () => {
  const tab = countedTab()
  const one = member(tab)
  const two = member(countedTab())
  tab.events.dispatchEvent(new Event('pagehide'))
  expect(tab.open.size).toBe(0)
  tab.events.dispatchEvent(new Event('pageshow'))
  const heard = one.next()
  two.say?.('welcome back')
  expect(await heard).toBe('welcome back')
})

it('a tab channel opens for a message that is sent before `pageshow`', async () => {
  const tab = countedTab()
  const one = member(tab)
  const two = member(countedTab())
  tab.events.dispatchEvent(new Event('pagehide'))
  const heard = two.next()
  one.say?.('still here')
  expect(await heard).toBe('still here')
})

it('a tab channel is missing if the browser has no channels', () => {
  expect(member({ ...thisTab, openChannel: () => undefined }).say).toBeUndefined()
})

it('a tab channel closes with its signal', () => {
  const tab = countedTab()
  const { say } = member(tab)
  closing.abort()
  say?.('nobody hears')
  expect(tab.open.size).toBe(0)
})

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

/** An open end of the channel, and the next message that it receives. */
function openEnd(tab: TabEnvironment) {
  let received = (_message: string): void => undefined
  const next = () => new Promise<string>((resolve) => (received = resolve))
  const post = openTabChannel<string>(
    tab,
    'channel.test',
    (message) => received(message),
    closing.signal,
  )
  return { post, next }
}

it('a tab channel delivers each message to the other tabs and to its own tab', async () => {
  const one = openEnd(countedTab())
  const two = openEnd(countedTab())
  const both = Promise.all([one.next(), two.next()])
  one.post?.('hello')
  expect(await both).toEqual(['hello', 'hello'])
})

it('a tab channel closes when its page is left, and opens again when it is back', async () => {
  const tab = countedTab()
  const one = openEnd(tab)
  const two = openEnd(countedTab())
  tab.events.dispatchEvent(new Event('pagehide'))
  expect(tab.open.size).toBe(0)
  tab.events.dispatchEvent(new Event('pageshow'))
  const received = one.next()
  two.post?.('welcome back')
  expect(await received).toBe('welcome back')
})

it('a tab channel opens for a message that is sent before `pageshow`', async () => {
  const tab = countedTab()
  const one = openEnd(tab)
  const two = openEnd(countedTab())
  tab.events.dispatchEvent(new Event('pagehide'))
  const received = two.next()
  one.post?.('still here')
  expect(await received).toBe('still here')
})

it('a tab channel is missing if the browser has no channels', () => {
  expect(openEnd({ ...thisTab, openChannel: () => undefined }).post).toBeUndefined()
})

it('a tab channel closes with its signal', () => {
  const tab = countedTab()
  const { post } = openEnd(tab)
  closing.abort()
  post?.('too late')
  expect(tab.open.size).toBe(0)
})

import { fixture, html } from '@open-wc/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import '../../src/define.js'
import type { ConnectionChangeEvent } from '../../src/context/connection-change-event.js'
import { FakeServer } from '../../src/testing/fake-server.js'

let server: FakeServer

beforeEach(() => {
  server = new FakeServer()
  vi.stubGlobal('fetch', server.fetch)
})
afterEach(() => {
  vi.unstubAllGlobals()
})

/** The changes that reach an element, as they come. */
function changesAt(element: Element): string[] {
  const changes: string[] = []
  element.addEventListener('connection-change', (event) => {
    const { status, previousStatus, target } = event as ConnectionChangeEvent
    changes.push(`${(target as Element).localName}: ${previousStatus} to ${status}`)
  })
  return changes
}

describe('connection-change', () => {
  it('is fired by a bell when the status of its connection changes', async () => {
    const bell = await fixture<HTMLElement & { inbox: { logOut(): void } }>(
      html`<notification-bell endpoint="https://change.example/one"></notification-bell>`,
    )
    const changes = changesAt(bell)
    await expect.poll(() => changes).toEqual(['notification-bell: connecting to live'])
    bell.inbox.logOut()
    await expect.poll(() => changes.at(-1)).toBe('notification-bell: live to closed')
  })

  it('is fired by a provider, and by each element inside it', async () => {
    const provider = await fixture(
      html`<notification-provider endpoint="https://change.example/two">
        <notification-bell></notification-bell>
      </notification-provider>`,
    )
    const changes = changesAt(provider)
    await expect
      .poll(() => [...changes].sort())
      .toEqual([
        'notification-bell: connecting to live',
        'notification-provider: connecting to live',
      ])
  })
})

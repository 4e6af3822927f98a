import { describe, expect, it } from 'vitest'
import { BellDriver } from '../../../support/bell-driver.js'
import { eventually } from '../../../support/eventually.js'
import { serveEachTest, server } from '../../../support/test-server.js'

serveEachTest()

describe('the icon of the installed app', () => {
  it('shows the unread count until the bell is removed', async () => {
    const told: (number | undefined)[] = []
    const answer = (count?: number) => {
      told.push(count)
      return Promise.reject(new DOMException('no', 'NotAllowedError'))
    }
    Object.defineProperty(navigator, 'setAppBadge', { value: answer, configurable: true })
    Object.defineProperty(navigator, 'clearAppBadge', {
      value: () => answer(),
      configurable: true,
    })
    server.addMany(2)
    const { bell } = await BellDriver.connect({ attributes: ['app-badge'] })
    await eventually(() => told.at(-1) === 2)
    bell.remove()
    expect(told).toEqual([2, undefined])
    Reflect.deleteProperty(navigator, 'setAppBadge')
    Reflect.deleteProperty(navigator, 'clearAppBadge')
  })
})

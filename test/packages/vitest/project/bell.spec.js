import { NotificationBell } from 'belfry'
import 'belfry/define'
import { afterEach, expect, it, vi } from 'vitest'

afterEach(() => {
  document.body.replaceChildren()
  vi.restoreAllMocks()
})

const tags = [
  'notification-bell',
  'notification-inbox',
  'notification-preferences',
  'notification-provider',
  'gamification-toasts',
]

it.each(tags)('mounts %s and takes it away again, without a word', async (tag) => {
  const spies = ['warn', 'error'].map((method) => vi.spyOn(console, method))
  const element = document.createElement(tag)
  document.body.append(element)
  await element.updateComplete
  element.remove()
  for (const spy of spies) expect(spy.mock.calls).toEqual([])
})

it('renders the button of a bell, which has the type that it is imported by', async () => {
  document.body.append(document.createElement('notification-bell'))
  const bell = document.querySelector('notification-bell')
  await bell.updateComplete
  expect(bell).toBeInstanceOf(NotificationBell)
  expect(bell.shadowRoot.querySelector('button')).not.toBeNull()
})

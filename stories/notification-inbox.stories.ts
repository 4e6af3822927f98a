import type { Meta, StoryObj } from '@storybook/web-components-vite'
import { html } from 'lit'
import { expect, waitFor } from 'storybook/test'
import { longTexts } from '../src/testing/fixtures.js'
import { deliver, deliverDay } from './support/deliver.js'
import { controlled, type Chosen } from './support/element.js'
import { inbox, type Fill } from './support/inboxes.js'
import { ElementPage } from './support/panel.js'

type Story = StoryObj<Chosen>

export default {
  title: 'Notification inbox',
  component: 'notification-inbox',
  parameters: {
    docs: {
      description: {
        component: `The panel of the bell as a part of a page: the same list, filters, actions and keyboard shortcuts, without the bell.

- **One inbox:** a bell and further inboxes on the same page show the same state at the same time.
- **Seen:** a notification counts as seen once it has been on screen in a visible tab.
- **Scrolling:** the page scrolls. With \`scroll="inside"\` the element fills the height that the page gives it, and
  scrolls its list.`,
      },
    },
  },
  render: (args, { loaded }) =>
    html`<div class="content">
      <notification-inbox
        endpoint=${String(loaded['endpoint'])}
        ${controlled(args)}
      ></notification-inbox>
    </div>`,
} satisfies Meta<Chosen>

/** Makes a story of an inbox, and waits until it shows an element that matches `css`. */
const showing = (fill: Fill, css = '[part=row]'): Story => ({
  parameters: inbox(fill),
  play: async ({ canvasElement }) => {
    const page = new ElementPage(canvasElement, 'notification-inbox')
    await page.find(css)
  },
})

/** The list has three unread notifications above four read ones. */
export const List: Story = showing(deliverDay)

export const Compact: Story = { ...List, args: { density: 'compact' } }

export const LongTexts: Story = showing((server) => deliver(server, longTexts))

/** In a container of a given height the list scrolls, while head and foot stay. */
export const ScrollInside: Story = {
  ...showing((server) => server.addMany(30)),
  args: { scroll: 'inside' },
  render: (args, { loaded }) =>
    html`<div class="content">
      <notification-inbox
        class="room"
        endpoint=${String(loaded['endpoint'])}
        ${controlled(args)}
      ></notification-inbox>
    </div>`,
}

/**
 * An inbox and a bell share their data: a notification that is read in one is read in the other.
 */
export const BesideABell: Story = {
  parameters: inbox(deliverDay),
  render: (_, { loaded }) => html`
    <notification-bell endpoint=${String(loaded['endpoint'])}></notification-bell>
    <div class="content">
      <notification-inbox endpoint=${String(loaded['endpoint'])}></notification-inbox>
    </div>
  `,
  play: async ({ canvasElement }) => {
    const page = new ElementPage(canvasElement, 'notification-inbox')
    const bell = new ElementPage(canvasElement, 'notification-bell')
    await page.find('[part=row]')
    await expect((await bell.find('[part=badge]')).textContent).toBe('3')
    await page.press('[part=mark-all]')
    await waitFor(() => expect(bell.all('[part=badge]')).toEqual([]))
  },
}

export const Empty: Story = showing(() => {}, '.notice:not(:has(.trouble))')

export const Loading: Story = showing((server) => {
  server.isSilent = true
}, '.skeleton')

export const Failed: Story = showing((server) => {
  server.failure = 500
}, '.notice:has(.trouble) .button-outline')

export const SignedOut: Story = showing((server) => {
  server.failure = 401
}, '.notice:has(.trouble) .button-outline')

export const Dark: Story = { ...List, globals: { scheme: 'dark' } }

export const Hebrew: Story = { ...List, globals: { direction: 'rtl', language: 'he' } }

export const Phone: Story = {
  ...List,
  globals: { viewport: { value: 'mobile1', isRotated: false } },
}

import type { Meta, StoryObj } from '@storybook/web-components-vite'
import { html } from 'lit'
import { expect } from 'storybook/test'
import type { NotificationBell } from '../src/components/notification-bell/notification-bell.js'
import { deliverDay } from './support/deliver.js'
import { controlled, type Chosen } from './support/element.js'
import { inbox } from './support/inboxes.js'
import { BellPage } from './support/panel.js'

type Story = StoryObj<Chosen>

export default {
  title: 'Notification bell',
  component: 'notification-bell',
  args: { 'max-count': 99 },
  parameters: {
    docs: {
      description: {
        component: `A bell for the end of a page's header. Its badge counts unread notifications; the panel lists them.

- **Size:** 44 px square, which is large enough for a thumb. The bell has the colour of the text around it.
- **Badge:** it is placed at the bell's upper corner and grows away from the bell, which stays visible at 99+.
- **Colour:** set \`--belfry-accent\`, \`--belfry-badge\` and the other tokens on the page, or style a \`::part\`.
  Light and dark follow the page's \`color-scheme\`.`,
      },
    },
  },
  render: (args, { loaded }) =>
    html`<notification-bell
      endpoint=${String(loaded['endpoint'])}
      ${controlled(args)}
    ></notification-bell>`,
} satisfies Meta<Chosen>

/** Makes a story of a closed bell with `count` unread notifications, whose badge shows `badge`. */
const unread = (count: number, badge: string): Story => ({
  parameters: inbox((server) => server.addMany(count)),
  play: async ({ canvasElement }) => {
    const page = new BellPage(canvasElement)
    const shown = await page.find('[part=badge]')
    await expect(shown.textContent?.trim()).toBe(badge)
  },
})

/**
 * Without unread notifications there is no badge: an empty circle would still ask for attention.
 */
export const NothingUnread: Story = {
  parameters: inbox(() => {}),
  play: async ({ canvasElement }) => {
    const page = new BellPage(canvasElement)
    const button = await page.find('[part=button]')
    await expect(button).toHaveAccessibleName()
    await expect(page.all('[part=badge]')).toEqual([])
  },
}

export const OneUnread: Story = unread(1, '1')

export const SevenUnread: Story = unread(7, '7')

/** 99 is the highest number that the badge shows in full. */
export const NinetyNineUnread: Story = unread(99, '99')

/** Above 99 the badge shows `99+`. */
export const HundredUnread: Story = unread(100, '99+')

/** `max-count` lowers the highest number on the badge. */
export const LowerCap: Story = { ...unread(12, '9+'), args: { 'max-count': 9 } }

/**
 * Makes a story of a closed bell with a kind of badge, which shows `badge` for seven notifications.
 */
const ofKind = (kind: NotificationBell['badge'], badge: string): Story => ({
  ...unread(7, badge),
  args: { badge: kind },
})

/** The badge counts notifications that arrived since the panel was last opened on any device. */
export const Unseen: Story = ofKind('unseen', '7')

/** A dot marks unread notifications without a number. */
export const Dot: Story = ofKind('dot', '')

export const DotDark: Story = { ...Dot, globals: { scheme: 'dark' } }

export const DotRightToLeft: Story = { ...Dot, globals: { direction: 'rtl', language: 'ar' } }

export const Dark: Story = { ...unread(7, '7'), globals: { scheme: 'dark' } }

export const RightToLeft: Story = {
  ...unread(100, '99+'),
  globals: { direction: 'rtl', language: 'he' },
}

/** A page sets its own colours and its own drawing of the bell. */
export const Branded: Story = {
  parameters: inbox(deliverDay),
  args: {
    '--belfry-badge': '#0f766e',
    '--belfry-accent': '#0f766e',
    '--belfry-bell-size': '52px',
  },
  render: (args, { loaded }) =>
    html`<notification-bell endpoint=${String(loaded['endpoint'])} ${controlled(args)}>
      <svg slot="icon" viewBox="0 0 24 24" width="28" height="28" aria-hidden="true">
        <path fill="currentColor" d="M3 6h18v12H3zm2 2v.8l7 4.4 7-4.4V8l-7 4.4z"></path>
      </svg>
    </notification-bell>`,
  play: async ({ canvasElement }) => {
    const badge = await new BellPage(canvasElement).find('[part=badge]')
    // In forced colours, the member's own colours replace those of the page.
    const brand = matchMedia('(forced-colors: active)').matches
      ? 'rgb(0, 0, 0)'
      : 'rgb(15, 118, 110)'
    await expect(getComputedStyle(badge).backgroundColor).toBe(brand)
  },
}

import type { Meta, StoryObj } from '@storybook/web-components-vite'
import { html } from 'lit'
import { expect, userEvent, waitFor } from 'storybook/test'
import type { FakeServer } from '../src/testing/fake-server.js'
import { deliverDay } from './support/deliver.js'
import { controlled, type Chosen as Args } from './support/element.js'
import { inbox, type Fill } from './support/inboxes.js'
import { ElementPage } from './support/panel.js'

type Story = StoryObj<Args>

export default {
  title: 'Notification preferences',
  component: 'notification-preferences',
  parameters: {
    docs: {
      description: {
        component: `The member's choice of notifications and their channels.

- **Saving:** each change is saved at once, in order, and the form confirms it. A change that cannot be saved is
  reverted, and the member can try again.
- **Toasts** of this page and of the browser’s other tabs follow a change at once.
- **Switches** are in a table. Their accessible names contain the category and the channel.
- **Without the gamification addon** the form has no settings for celebrations and pop-ups.`,
      },
    },
  },
  render: (args, { loaded }) =>
    html`<div class="content">
      <notification-preferences
        endpoint=${String(loaded['endpoint'])}
        ${controlled(args)}
      ></notification-preferences>
    </div>`,
} satisfies Meta<Args>

/** The preferences that a member has chosen. */
const chosen = {
  categories: { learning: { email: false }, system: { inApp: false } },
  mutes: [
    { kind: 'type', id: 'comment.created' },
    { kind: 'course', id: 'geometry-1', name: 'Geometry I' },
    { kind: 'channel', id: 'study-group' },
  ],
  quietHours: { from: '22:00', to: '07:00', timeZone: 'America/Sao_Paulo' },
  celebrations: { duration: 'x3', confetti: true, sound: false },
}

const prefer =
  (preferences: object): Fill =>
  (server, surroundings) => {
    server.preferences = { features: { email: true }, ...preferences }
    deliverDay(server, surroundings)
  }

/** Makes a story of the form, and waits until it shows an element that matches `css`. */
const showing = (fill: Fill, css = '[part~=switch]'): Story => ({
  parameters: inbox(fill),
  play: async ({ canvasElement }) => {
    const page = new ElementPage(canvasElement, 'notification-preferences')
    await page.find(css)
  },
})

/** The defaults, before the member has changed anything. */
export const Untouched: Story = showing(prefer({}))

export const Chosen: Story = showing(prefer(chosen), '[part~=mute]')

/** After each change, a line says for a moment that it is saved. */
export const Saved: Story = {
  parameters: inbox(prefer(chosen)),
  play: async ({ canvasElement }) => {
    const page = new ElementPage(canvasElement, 'notification-preferences')
    await userEvent.click(await page.find('[part~=switch]'))
    await expect(await page.find('.saved')).toHaveTextContent(/\p{L}/u)
  },
}

/** A change that could not be saved is taken back, and can be tried again. */
export const NotSaved: Story = {
  parameters: inbox((server, surroundings) => {
    prefer(chosen)(server, surroundings)
    addEventListener('belfry-story-later', () => fail(server), { once: true })
  }),
  play: async ({ canvasElement }) => {
    const page = new ElementPage(canvasElement, 'notification-preferences')
    const first = (await page.find('[part~=switch]')) as HTMLInputElement
    dispatchEvent(new Event('belfry-story-later'))
    await userEvent.click(first)
    await page.find('[part=try-again]')
    await waitFor(() => expect(first.checked).toBe(true))
  },
}

const fail = (server: FakeServer): void => {
  server.failure = 500
}

/** If the server sends no emails, the form has no column for them. */
export const WithoutEmails: Story = showing(prefer({ ...chosen, features: { email: false } }))

export const WithoutTheAddon: Story = showing((server, surroundings) => {
  prefer(chosen)(server, surroundings)
  server.decide({ gamification: false })
})

export const Loading: Story = showing((server) => {
  server.isSilent = true
}, '.skeleton')

export const Failed: Story = showing(fail, '[part=retry]')

export const SignedOut: Story = showing((server) => {
  server.failure = 401
}, '[part=retry]')

export const Dark: Story = { ...Chosen, globals: { scheme: 'dark' } }

export const Hebrew: Story = { ...Chosen, globals: { direction: 'rtl', language: 'he' } }

export const Arabic: Story = {
  ...Chosen,
  globals: { direction: 'rtl', language: 'ar', scheme: 'dark' },
}

export const Portuguese: Story = { ...Chosen, globals: { language: 'pt-BR' } }

export const Phone: Story = {
  ...Chosen,
  globals: { viewport: { value: 'mobile1', isRotated: false } },
}

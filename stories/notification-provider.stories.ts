import type { Meta, StoryObj } from '@storybook/web-components-vite'
import { html } from 'lit'
import { expect, waitFor } from 'storybook/test'
import { deliverDay } from './support/deliver.js'
import { inbox } from './support/inboxes.js'

export default {
  title: 'Notification provider',
  component: 'notification-provider',
  parameters: {
    docs: {
      description: {
        component: `Sets the server and the member once, for all elements inside it. It is invisible and takes no space: put it
around the page.`,
      },
    },
  },
} satisfies Meta

/** Two bells share one inbox: a notification that is read in one is read in both. */
export const TwoBells: StoryObj = {
  parameters: inbox(deliverDay),
  render: (_, { loaded }) =>
    html`<notification-provider endpoint=${String(loaded['endpoint'])}>
      <notification-bell></notification-bell>
      <notification-bell></notification-bell>
    </notification-provider>`,
  play: async ({ canvasElement }) => {
    const bells = [...canvasElement.querySelectorAll('notification-bell')]
    const badges = () =>
      bells.map((bell) => bell.shadowRoot?.querySelector('[part=badge]')?.textContent?.trim())
    await waitFor(() => expect(badges()).toEqual(['3', '3']))
  },
}

import { setCustomElementsManifest, type Preview } from '@storybook/web-components-vite'
import manifest from 'virtual:custom-elements'
import '../src/define.js'
import { forReading, withStates } from '../stories/support/arg-types.js'
import { openInbox, startServers } from '../stories/support/inboxes.js'
import { globalTypes, surroundings } from '../stories/support/surroundings.js'
import './preview.css'

setCustomElementsManifest(manifest)

export default {
  beforeAll: startServers,
  loaders: [openInbox],
  decorators: [surroundings],
  argTypesEnhancers: [withStates, forReading],
  globalTypes,
  initialGlobals: { scheme: 'light', direction: 'ltr', language: 'en' },
  tags: ['autodocs'],
  parameters: {
    layout: 'fullscreen',
    a11y: {
      test: 'error',
      options: {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      },
    },
    options: { storySort: { order: ['Notification bell', ['Docs', '*', 'Panel'], '*'] } },
  },
} satisfies Preview

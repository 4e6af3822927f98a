import { setCustomElementsManifest, type Preview } from '@storybook/web-components-vite'
import { withActions } from 'storybook/actions/decorator'
import { configure } from 'storybook/test'
import manifest from 'virtual:custom-elements'
import '@fontsource-variable/inter'
import '@fontsource-variable/noto-sans-arabic'
import '@fontsource-variable/noto-sans-hebrew'
import '../src/define.js'
import { withControls, withStates } from '../stories/support/arg-types.js'
import { openInbox, startServers } from '../stories/support/inboxes.js'
import { eventsOf, type Manifest } from '../stories/support/manifest.js'
import { asHostWrites } from '../stories/support/source.js'
import { standStill } from '../stories/support/stand-still.js'
import { globalTypes, surroundings } from '../stories/support/surroundings.js'
import './preview.css'

setCustomElementsManifest(manifest)
// This is longer than an outage before it is shown (six seconds), with a margin for a busy machine.
configure({ asyncUtilTimeout: 15_000 })

export default {
  beforeAll: startServers,
  loaders: [openInbox],
  decorators: [surroundings, withActions],
  afterEach: standStill,
  argTypesEnhancers: [withStates, withControls],
  globalTypes,
  initialGlobals: { scheme: 'light', direction: 'ltr', language: 'en' },
  tags: ['autodocs'],
  parameters: {
    layout: 'fullscreen',
    actions: { handles: eventsOf(manifest as Manifest) },
    controls: { expanded: true, sort: 'requiredFirst' },
    docs: { source: { excludeDecorators: true, transform: asHostWrites } },
    a11y: {
      test: 'error',
      options: {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      },
    },
    options: {
      storySort: { order: ['Welcome', 'Tokens', 'Notification bell', ['Docs', '*', 'Panel'], '*'] },
    },
  },
} satisfies Preview

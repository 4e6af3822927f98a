import type { StorybookConfig } from '@storybook/web-components-vite'
import type { Plugin } from 'vite'
import { describeElements } from '../scripts/lib/manifest.mjs'

const MANIFEST = 'virtual:custom-elements'

/** Provides the manifest of the elements from their current sources, so that no file can be stale. */
const elementsManifest: Plugin = {
  name: 'elements-manifest',
  resolveId: (id) => (id === MANIFEST ? `\0${MANIFEST}` : null),
  load: async (id) =>
    id === `\0${MANIFEST}` ? `export default ${JSON.stringify(await describeElements())}` : null,
}

export default {
  stories: ['../stories/**/*.mdx', '../stories/**/*.stories.ts'],
  staticDirs: ['public'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y', '@storybook/addon-vitest'],
  framework: '@storybook/web-components-vite',
  features: { sidebarOnboardingChecklist: false },
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  viteFinal: (config) => ({ ...config, plugins: [...(config.plugins ?? []), elementsManifest] }),
} satisfies StorybookConfig

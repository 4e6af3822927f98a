import { fileURLToPath } from 'node:url'
import { storybookTest } from '@storybook/addon-vitest/vitest-plugin'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import type { BrowserInstanceOption, BrowserProviderOption } from 'vitest/node'
import { chromiumArguments, engineNames, findEngine } from './scripts/lib/engines.mjs'
import type { EngineName } from './scripts/lib/engines.mjs'
import { importedPackages } from './scripts/lib/imports.mjs'
import { PATIENCE_MS } from './test/support/in-page.js'
import { mistakes } from './test/support/mistakes.js'
import { webkitgtk } from './test/support/webkitgtk-provider.js'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))
const browserTests = ['components', 'internal', 'context', 'client-browser'].map(
  (folder) => `test/${folder}`,
)

// These look at what a page does only once, or at all elements of the page together: load a module,
// warn, open an audio context, stop the page's timer.
const freshPageTests = [
  'test/client-browser/host-mistakes.test.ts',
  'test/components/gamification-toasts/toast-cards.test.ts',
  'test/components/removed-elements.test.ts',
  'test/internal/chime.test.ts',
  'test/internal/ticker.test.ts',
]

// The library against the real server.
const stackTests = 'test/contract/**/*.test.ts'

// The server, and the library with it, under each fault of docs/reliability.md: `npm run test:long`.
const faultTests = [
  'server/test/faults/**/*.test.ts',
  // These start and kill the server's process again and again.
  'server/test/process.test.ts',
  'server/test/storage/data-directory.test.ts',
  'test/faults/*.test.ts',
]

// Server code without a server or a database. The project `server` would start both first.
const pureServerTests = 'server/test/domain/**/*.test.ts'

// Walks in real browsers that wait for limits to pass, or look at a whole page: `npm run test:long`.
const longTests = [
  ...[
    'crash',
    'cut-off',
    'found-celebrations',
    'hostile-host',
    'page-life',
    'readme',
    'tabs-anywhere',
  ].map((name) => `test/e2e/${name}.test.ts`),
  'test/pictures/**/*.test.ts',
]

// One list for the command line's projects: a file that runs in two of them would count twice.
const inFolders = (folders: string[]) => folders.map((folder) => `${folder}/**/*.test.ts`)

/** The file from which `npm test` reads the counts; unset in other runs. */
const report = process.env.BELFRY_REPORT

/** On a developer's machine a missing engine is named and left out; with CI set it fails the run. */
function instances(names: readonly EngineName[]): BrowserInstanceOption[] {
  return names.flatMap((name) => {
    const engine = findEngine(name)
    if (engine) return [{ browser: name as never, provider: provider(engine) }]
    if (process.env.CI) throw new Error(`engine ${name} is not installed`)
    console.warn(`Not tested: ${name} is not installed (see npm test).`)
    return []
  })
}

function provider(engine: NonNullable<ReturnType<typeof findEngine>>): BrowserProviderOption {
  const { name, driver, path: executablePath, channel } = engine
  if (driver === 'webdriver') return webkitgtk(executablePath)
  const args = name === 'chromium' ? chromiumArguments : []
  return playwright({ launchOptions: { executablePath, args, ...(channel && { channel }) } })
}

/**
 * Only tests in a real browser run a second time after a failure, because a busy machine can delay a
 * browser by seconds. A test that passes in the second run is listed. A counterexample of a property
 * test fails at once.
 */
const retry = { count: 1, condition: /^(?!Property failed|seed \d)/ }

/** Two files at a time, with limits that a busy machine keeps. */
const patient = { maxWorkers: 2, testTimeout: 60_000, hookTimeout: 60_000 }

/** For tests of the real server. They mostly wait: for a limit to pass, for a process to start. */
const onServer = { ...patient, globalSetup: ['./server/test/support/global-setup.ts'] }

// Vite would reload the page of a running test for each dependency that it finds late.
const forComponents = { include: importedPackages('src', 'test/setup', ...browserTests) }

/** The settings that `browser` and `fresh-page` have in common. */
const ofComponents = {
  retry,
  setupFiles: ['./test/setup/browser.ts'],
}

const inBrowsers = (instances: BrowserInstanceOption[]) => ({
  enabled: true,
  headless: true,
  ui: false,
  screenshotFailures: false,
  api: { host: '127.0.0.1' },
  instances,
})

export default defineConfig({
  resolve: {
    alias: [
      { find: 'belfry/protocol/schemas', replacement: path('src/protocol/schemas.ts') },
      { find: 'belfry/protocol', replacement: path('src/protocol/index.ts') },
      {
        find: '@web/test-runner-commands',
        replacement: path('test/setup/web-test-runner-stub.ts'),
      },
    ],
  },
  test: {
    // Without the lines that are drawn again and again: another run may write to the same terminal.
    reporters: [
      ['default', { summary: false }],
      ...(report ? [['json', { outputFile: report }] as ['json', { outputFile: string }]] : []),
    ],
    expect: { poll: { timeout: 10_000 } },
    // The log of a server helps only where a test fails.
    silent: 'passed-only',
    projects: [
      {
        extends: true,
        plugins: [mistakes()],
        test: {
          name: 'node',
          include: ['test/**/*.test.ts', pureServerTests],
          exclude: [
            ...inFolders([...browserTests, 'test/e2e']),
            stackTests,
            ...faultTests,
            ...longTests,
          ],
          // Some run the compiler or a build, beside a suite that drives a browser.
          ...patient,
        },
      },
      {
        extends: true,
        test: {
          name: 'server',
          include: ['server/test/**/*.test.ts'],
          exclude: [pureServerTests, ...faultTests],
          ...onServer,
        },
      },
      {
        extends: true,
        test: {
          name: 'stack',
          include: [stackTests],
          ...onServer,
        },
      },
      {
        extends: true,
        test: {
          name: 'faults',
          include: faultTests,
          ...onServer,
        },
      },
      {
        extends: true,
        optimizeDeps: forComponents,
        test: {
          name: 'browser',
          ...ofComponents,
          include: inFolders(browserTests),
          exclude: freshPageTests,
          // All files in one page: loading the library anew takes longer than most files.
          browser: { ...inBrowsers(instances(engineNames)), isolate: false },
        },
      },
      {
        extends: true,
        optimizeDeps: forComponents,
        test: {
          name: 'fresh-page',
          ...ofComponents,
          include: freshPageTests,
          browser: inBrowsers(instances(engineNames)),
        },
      },
      {
        extends: true,
        plugins: [storybookTest({ configDir: path('.storybook') })],
        optimizeDeps: {
          // The second is what Storybook's renderer takes from lit: else there would be two of it.
          include: [...importedPackages('src', 'stories'), 'lit/directive-helpers.js'],
        },
        test: {
          name: 'stories',
          retry,
          testTimeout: 30_000,
          browser: inBrowsers(instances(['chromium'])),
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          retry,
          include: ['test/e2e/**/*.test.ts'],
          expect: { poll: { timeout: PATIENCE_MS } },
          exclude: longTests,
          // Each file starts browsers and a server: one at a time is faster on few cores.
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'long',
          retry,
          include: longTests,
          expect: { poll: { timeout: PATIENCE_MS } },
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})

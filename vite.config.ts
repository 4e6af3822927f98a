import { readFileSync } from 'node:fs'
import { minify } from 'terser'
import { defineConfig, type Plugin, type UserConfig } from 'vite'

const { dependencies } = JSON.parse(
  readFileSync(new URL('package.json', import.meta.url), 'utf8'),
) as { dependencies: Record<string, string> }

/**
 * Packages that are built into `dist`, since they read `process.env`, which no browser has: see
 * docs/decisions/0018-nanostores-bundled-into-the-package.md.
 */
const BUNDLED = ['nanostores']

const external = Object.keys(dependencies).filter((name) => !BUNDLED.includes(name))

/**
 * Takes the indentation out of templates, and the comments out of style sheets: both stand in
 * template literals, which no minifier touches.
 */
const shortTemplates: Plugin = {
  name: 'short-templates',
  transform(code, id) {
    if (!id.includes('/src/') || !id.endsWith('.ts')) return null
    const short = id.endsWith('.styles.ts')
      ? code.replace(/css`([^`]*)`/g, (_, sheet: string) => `css\`${shorten(sheet)}\``)
      : code.replace(/\n\s+/g, '\n')
    return { code: short, map: null }
  },
}

const shorten = (sheet: string): string =>
  sheet
    .replace(/\/\*[^]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,>]) ?|(:) /g, '$1$2')
    .replaceAll(';}', '}')

/** Makes the files of the script tag 2 % smaller than the bundler's own minifier alone does. */
const smallest: Plugin = {
  name: 'smallest',
  async renderChunk(code) {
    const options = {
      module: true,
      compress: { passes: 3, ecma: 2022, keep_fargs: false },
      sourceMap: true,
    } as const
    return (await minify(code, options)) as { code: string; map: string }
  },
}

/** One file per module, dependencies left to the host: its bundler shares and drops what it can. */
const forPackage: UserConfig = {
  // Library mode leaves this to the host's bundler. A host may have none.
  define: { 'process.env.NODE_ENV': '"production"' },
  plugins: [shortTemplates],
  build: {
    outDir: 'dist',
    target: 'es2022',
    sourcemap: true,
    minify: false,
    lib: {
      entry: {
        index: 'src/index.ts',
        define: 'src/define.ts',
        'frameworks/react': 'src/frameworks/react.ts',
        'frameworks/svelte': 'src/frameworks/svelte.ts',
        'frameworks/vue': 'src/frameworks/vue.ts',
        'protocol/index': 'src/protocol/index.ts',
        'protocol/schemas': 'src/protocol/schemas.ts',
      },
      formats: ['es'],
    },
    rolldownOptions: {
      external: (id) => external.some((name) => id === name || id.startsWith(`${name}/`)),
      output: {
        preserveModules: true,
        preserveModulesRoot: 'src',
        // npm packs no folder that is named node_modules.
        entryFileNames: ({ name }) => `${name.replace(/^.*node_modules\//, 'vendor/')}.js`,
      },
    },
  },
}

/** What one script tag needs, all inside; what can wait is in files of its own, loaded on demand. */
const forScriptTag: UserConfig = {
  // Library mode leaves this to the host's bundler, and here there is none.
  define: { 'process.env.NODE_ENV': '"production"' },
  plugins: [shortTemplates, smallest],
  build: {
    outDir: 'dist/cdn',
    target: 'es2022',
    sourcemap: true,
    lib: { entry: { belfry: 'src/cdn.ts' }, formats: ['es'] },
    rolldownOptions: {
      // The smaller files take longer to build, which is not worth a warning.
      checks: { bundlerTimings: false },
      // What lazy files share with the first one stays in it: one request before the first paint.
      preserveEntrySignatures: 'allow-extension',
      output: {
        // Library mode would keep the white space.
        minify: { compress: true, mangle: true, codegen: { removeWhitespace: true } },
        comments: { annotation: false },
        // Else what lazy files share falls into one file for each set of sharers, and small files
        // compress badly.
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            {
              name: 'notification-panel',
              test: /date-fns|notification-bell.(bell-panel|bump|popover-stage)|notification-panel.(?!search|panel-help|row.(mute|row-menu|row-swipe)|placement.floating|list.fill)|internal.(day|relative-time)|locales.en\.ts|locales.more.en|directive/,
            },
            { name: 'rows', test: /internal.(icons|template|ticker)/ },
            {
              name: 'preferences',
              test: /internal.focus-mode|(client.preferences|protocol).preferences\.ts/,
            },
            {
              name: 'celebrations',
              test: /(gamification-toasts.fresh|internal.toast-style)\.ts|protocol.celebrations/,
            },
            {
              name: 'cards',
              test: /internal.(adopt|card\.styles|define-private|dictionary|localize|motion|router-path)|protocol.(catalogue|isolate|links)/,
            },
          ],
        },
        entryFileNames: '[name].js',
        chunkFileNames: '[name]-[hash].js',
      },
    },
  },
}

export default defineConfig(({ mode }) => (mode === 'cdn' ? forScriptTag : forPackage))

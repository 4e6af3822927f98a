import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

/** The server for Node: our own modules and the protocol inside, packages left to node_modules. */
export default defineConfig({
  root: path('.'),
  resolve: {
    alias: [
      { find: 'belfry/protocol/schemas', replacement: path('../src/protocol/schemas.ts') },
      { find: 'belfry/protocol', replacement: path('../src/protocol/index.ts') },
    ],
  },
  build: {
    ssr: true,
    target: 'node20',
    outDir: path('dist'),
    emptyOutDir: true,
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      input: {
        main: path('src/main.ts'),
        server: path('src/server.ts'),
        'pglite-worker': path('src/storage/pglite-worker.ts'),
      },
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
})

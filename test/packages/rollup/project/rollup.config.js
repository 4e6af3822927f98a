import { nodeResolve } from '@rollup/plugin-node-resolve'

// Nothing that replaces process.env.
export default {
  input: 'main.js',
  plugins: [nodeResolve()],
  output: { dir: 'site/built', format: 'es' },
}

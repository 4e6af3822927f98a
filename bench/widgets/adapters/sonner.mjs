/** @type {import('../lib/adapters.mjs').Adapter} */
export const adapter = {
  name: 'sonner',
  title: 'sonner',
  kind: 'toast',
  packages: ['sonner', 'react', 'react-dom'],
}

/** @type {import('../lib/adapters.mjs').Adapter} */
export const adapter = {
  name: 'belfry-toasts',
  title: 'Belfry toasts',
  kind: 'toast',
  packages: [],
  notes: [
    'at most three toasts are shown at a time; toasts of one type that arrive together become one toast that sums them up',
  ],
}

/** @type {import('../lib/adapters.mjs').Adapter} */
export const adapter = { name: 'notyf', title: 'notyf', kind: 'toast', packages: ['notyf'] }

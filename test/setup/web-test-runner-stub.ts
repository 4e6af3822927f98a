// @open-wc/semantic-dom-diff imports a module that only Web Test Runner serves, for snapshots that
// nobody takes here: vitest has its own.
const unavailable = (): Promise<never> =>
  Promise.reject(new Error('snapshots are taken with toMatchSnapshot'))

export const executeServerCommand = unavailable
export const getSnapshotConfig = unavailable
export const getSnapshot = unavailable
export const getSnapshots = unavailable
export const saveSnapshot = unavailable
export const compareSnapshot = unavailable

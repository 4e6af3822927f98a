import type { ModelOptions } from '../../../src/testing/model/model-options.js'

/** Limits of a server in short schedules: so small that a few notifications exceed them. */
export const shortLimits = { pageRows: 3, deltaRows: 6 } satisfies ModelOptions

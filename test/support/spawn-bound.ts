import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process'
import { findProgram } from '../../scripts/lib/engines.mjs'

/** How a program is started. */
export interface BoundOptions {
  /** Added to this process's own variables. */
  readonly env?: NodeJS.ProcessEnv
  readonly stdio: StdioOptions
}

/**
 * Starts a program that ends with us, however we end: where Linux's `setpriv` is, the kernel kills it. A test run that
 * is interrupted or killed runs no handler, and must not leave a browser or a server behind.
 */
export function spawnBound(
  program: string,
  args: readonly string[],
  { env, stdio }: BoundOptions,
): ChildProcess {
  const setpriv = findProgram('setpriv')
  const [first, rest] = setpriv
    ? [setpriv, ['--pdeathsig', 'KILL', program, ...args]]
    : [program, [...args]]
  return spawn(first, rest, { env: { ...process.env, ...env }, stdio })
}

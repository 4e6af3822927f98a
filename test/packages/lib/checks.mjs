/**
 * Collects the checks of one project.
 *
 * @param {(line: string) => void} log Told each check as it ends.
 */
export function createChecks(log) {
  /** @type {import('./types.js').CheckResult[]} */
  const results = []
  return {
    results,
    /**
     * Runs one check. A check that throws has failed; the next ones run all the same.
     *
     * @template T
     * @param {string} name
     * @param {() => Promise<T>} act
     * @returns {Promise<T | undefined>} What `act` answered; `undefined` where it threw.
     */
    async check(name, act) {
      try {
        const answer = await act()
        results.push({ name })
        log(`passed: ${name}`)
        return answer
      } catch (error) {
        const why = error instanceof Error ? (error.stack ?? error.message) : String(error)
        results.push({ name, error: why })
        log(`FAILED: ${name}\n${why}`)
        return undefined
      }
    },
  }
}

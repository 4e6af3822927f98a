import { setTimeout as sleep } from 'node:timers/promises'

/** @import { CDPSession, Page } from 'playwright-core' */

/**
 * Counters of a page's main thread, in seconds. `ThreadTime` is processor time; the others are wall
 * time, which grows while the thread waits for a processor.
 *
 * @typedef {'Timestamp' | 'ThreadTime' | 'TaskDuration' | 'ScriptDuration' | 'LayoutDuration' | 'RecalcStyleDuration'} Counter
 * @typedef {Record<Counter, number>} Counters
 */

/**
 * The share of time in which an idle page is busy, by animations or polls: of wall time and of
 * processor time.
 *
 * @typedef {{ task: number, cpu: number }} IdleRate
 */

const BYTES_IN_MIB = 1_048_576

/** Measures the main thread of one page through the protocol of the developer tools. */
export class MainThread {
  #session

  /** @param {CDPSession} session */
  constructor(session) {
    this.#session = session
  }

  /**
   * @param {Page} page
   * @param {number} throttle The factor by which the processor is slowed down; 1 is full speed.
   */
  static async of(page, throttle) {
    const session = await page.context().newCDPSession(page)
    await session.send('Performance.enable', { timeDomain: 'timeTicks' })
    if (throttle > 1) await session.send('Emulation.setCPUThrottlingRate', { rate: throttle })
    return new MainThread(session)
  }

  async counters() {
    const { metrics } = await this.#session.send('Performance.getMetrics')
    return /** @type {Counters} */ (
      Object.fromEntries(metrics.map(({ name, value }) => [name, value]))
    )
  }

  /** Returns the size of the JavaScript heap after three garbage collections, in MiB. */
  async heapMib() {
    for (let round = 0; round < 3; round += 1)
      await this.#session.send('HeapProfiler.collectGarbage')
    const { usedSize } = await this.#session.send('Runtime.getHeapUsage')
    return usedSize / BYTES_IN_MIB
  }

  /**
   * Measures the page for a time in which it is asked nothing.
   *
   * @returns {Promise<IdleRate>}
   */
  async idleRate(forMs = 1500) {
    const before = await this.counters()
    await sleep(forMs)
    const after = await this.counters()
    const elapsed = after.Timestamp - before.Timestamp
    return {
      task: (after.TaskDuration - before.TaskDuration) / elapsed,
      cpu: (after.ThreadTime - before.ThreadTime) / elapsed,
    }
  }

  /**
   * Waits until the thread is busy for less than 25 ms in `windowMs`, not counting `idleTask`, the
   * part that an idle page burns.
   *
   * @param {{ windowMs?: number, limitMs?: number, idleTask?: number }} options
   * @returns Whether it became quiet within `limitMs`.
   */
  async becomeQuiet({ windowMs = 700, limitMs = 30_000, idleTask = 0 } = {}) {
    const startedAt = Date.now()
    let before = await this.counters()
    while (Date.now() - startedAt < limitMs) {
      await sleep(windowMs)
      const after = await this.counters()
      const elapsedMs = (after.Timestamp - before.Timestamp) * 1000
      const busyMs = (after.TaskDuration - before.TaskDuration) * 1000
      if (busyMs - idleTask * elapsedMs * 1.3 < 25 * (elapsedMs / windowMs)) return true
      before = after
    }
    return false
  }
}

/**
 * Returns the work between two moments, in milliseconds.
 *
 * @param {Counters} before
 * @param {Counters} after
 */
export function workBetween(before, after) {
  const ms = (/** @type {Counter} */ counter) => (after[counter] - before[counter]) * 1000
  return {
    cpuMs: ms('ThreadTime'),
    busyMs: ms('TaskDuration'),
    scriptMs: ms('ScriptDuration'),
    layoutMs: ms('LayoutDuration'),
    styleMs: ms('RecalcStyleDuration'),
  }
}

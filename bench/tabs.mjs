// Measures the failover of tabs. The leader, which holds the stream, is closed, crashes, freezes or
// hangs, and an event is posted at once. The result is the time until the other tabs show the
// event.
//
//   node bench/tabs.mjs [runs]
import '../scripts/check-node.cjs'
import { runnerImport } from 'vite'
import { publish } from './lib/publish.mjs'
import { quantiles } from './lib/quantiles.mjs'

/** @typedef {import('../test/support/real-tabs.js')} RealTabs */
/** @typedef {import('../test/support/real-tabs.js').RealTab} RealTab */
/** @typedef {import('../test/support/real-stage.js')} Stage */

const runs = Number(process.argv[2] ?? 10)
const { openRealStage } = /** @type {Stage} */ (await load('real-stage'))
const { isLeader } = /** @type {RealTabs} */ (await load('real-tabs'))
const stage = await openRealStage()

/** @type {Readonly<Record<string, (leader: RealTab) => Promise<void>>>} */
const faults = {
  none: () => Promise.resolve(),
  close: (leader) => leader.close(),
  crash: (leader) => leader.crash(),
  freeze: (leader) => leader.freeze(),
  hang: (leader) => leader.hang(),
}

/** @param {string} name */
async function load(name) {
  const { module } = await runnerImport(`./test/support/${name}.ts`)
  return module
}

/**
 * Measures the time from the fault until all other tabs show the event, in milliseconds.
 *
 * @param {(leader: RealTab) => Promise<void>} fault
 */
async function measure(fault) {
  const profile = await stage.browser.newProfile()
  const { member, page } = await stage.addMember()
  const leader = await profile.openTab(page)
  await leader.waitFor(isLeader)
  // Browsers freeze only hidden tabs, so another tab is in front of the frozen one.
  const others = [await profile.openTab(page), await profile.openWindow(page)]
  for (const other of others) {
    await other.waitFor(member.isBellRight())
    await other.evaluate(`void new MutationObserver((_, observer) => {
      if (!(${member.isBellRight(1)})) return
      observer.disconnect()
      globalThis.rightAt = Date.now()
    }).observe(deep('[part~="button"]'), { attributes: true })`)
  }
  const failedAt = Date.now()
  await fault(leader)
  await member.ring()
  const times = []
  for (const other of others) {
    await other.waitFor('globalThis.rightAt !== undefined', 30_000)
    times.push(/** @type {number} */ (await other.evaluate('rightAt')) - failedAt)
  }
  await profile.close()
  return Math.max(...times)
}

/** Counts the streams of one member with `count` tabs. @param {number} count */
async function countStreams(count) {
  const profile = await stage.browser.newProfile()
  const { member, page } = await stage.addMember()
  for (let opened = 0; opened < count; opened += 1) {
    const tab = await profile.openTab(page)
    await tab.waitFor(member.isBellRight())
  }
  const streams = stage.proxy.open('/v1/inbox/stream')
  await profile.close()
  return streams
}

try {
  /** @type {Record<string, object>} */
  const rightAfterMs = {}
  const streamsOf20Tabs = await countStreams(20)
  for (const [name, fault] of Object.entries(faults)) {
    const times = []
    for (let run = 0; run < runs; run += 1) times.push(await measure(fault))
    rightAfterMs[name] = quantiles(times)
  }
  publish('tabs', { runs, browser: await stage.browser.version(), streamsOf20Tabs, rightAfterMs })
} finally {
  await stage.close()
}

import { setTimeout as sleep } from 'node:timers/promises'
import { repeat, spreadsOf } from '../runs.mjs'
import { ask, openList, openPage, visit, waitForConnection } from '../visit.mjs'
import { countUpdated, until } from './poll.mjs'

/**
 * @import { Page } from 'playwright-core'
 * @import { Item } from '../corpus.mjs'
 * @import { BenchServer } from '../server.mjs'
 * @import { Subject, Visit } from '../visit.mjs'
 */

/** The server is away for twice this time, in milliseconds. */
const HALF_MS = 5000
const MISSED = 3
/** How long a page is given to come back after the outage, in milliseconds. */
const LIMIT_MS = 120_000

/**
 * Measures an outage of ten seconds, in which three notifications are created: the requests that the
 * server refused, and how the page recovers.
 *
 * @param {Subject} subject
 */
export async function drop(subject) {
  const catchUpMs = subject.adapter.catchUpMs ?? 8000
  const runs = await repeat({ ...subject, count: subject.runs }, () =>
    visit(subject, {}, (visit) => interrupt(visit, catchUpMs)),
  )
  return { runs: runs.length, figures: spreadsOf(runs), facts: { catchUpMs } }
}

/**
 * @param {Visit} visit
 * @param {number} catchUpMs
 */
async function interrupt({ page, server }, catchUpMs) {
  await openPage(page, server)
  await waitForConnection(server)
  await sleep(1500)
  const liveBeforeMs = await push(page, server, 8000)
  server.goDown()
  await sleep(HALF_MS)
  const missed = server.publish(MISSED, { isSilent: true })
  await sleep(HALF_MS)
  const { refusedRequests, refusedUpgrades } = server.traffic
  const recovery = await recover(page, server, catchUpMs)
  await openList(page)
  await sleep(2000)
  const missedInList = await countShown(page, missed)
  const liveAfterMs = await push(page, server, 10_000)
  await sleep(1000)
  return {
    liveBeforeMs,
    refusedRequests,
    refusedUpgrades,
    refused: refusedRequests + refusedUpgrades,
    ...recovery,
    missedInList,
    liveAfterMs,
    missedInListLater: await countShown(page, missed),
  }
}

/**
 * Sends one notification. Resolves with the time until the widget has counted it, in milliseconds.
 *
 * @param {Page} page
 * @param {BenchServer} server
 * @param {number} limitMs
 */
function push(page, server, limitMs) {
  server.publish(1)
  const { unread } = server.store
  return until(async () => (await countUpdated([page], unread)) === 1, limitMs)
}

/**
 * Ends the outage, and watches until the page is connected and has counted what it missed, or until
 * `catchUpMs` after it is connected. A time is `null` if the moment did not come.
 *
 * @param {Page} page
 * @param {BenchServer} server
 * @param {number} catchUpMs
 */
async function recover(page, server, catchUpMs) {
  const { traffic, store } = server
  const openedBefore = traffic.opened
  server.goUp()
  const upAt = Date.now()
  const after = () => Date.now() - upAt
  let reconnectMs = /** @type {number | null} */ (null)
  let countedMs = /** @type {number | null} */ (null)
  while (after() < LIMIT_MS) {
    if (traffic.opened > openedBefore) reconnectMs ??= traffic.openedAt - upAt
    if ((await countUpdated([page], store.unread)) === 1) countedMs ??= after()
    if (reconnectMs !== null && (countedMs !== null || after() > reconnectMs + catchUpMs)) break
    await sleep(100)
  }
  return { reconnectMs, countedMs }
}

/** @param {Page} page @param {readonly Item[]} items */
const countShown = (page, items) =>
  ask(
    page,
    'countShown',
    items.map(({ number }) => `#${number})`),
  )

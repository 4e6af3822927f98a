import { setTimeout as sleep } from 'node:timers/promises'
import { repeat, spreadsOf } from '../runs.mjs'
import { openPage, withServer } from '../visit.mjs'
import { countUpdated, until } from './poll.mjs'

/**
 * @import { Page } from 'playwright-core'
 * @import { Profile } from '../browser.mjs'
 * @import { BenchServer } from '../server.mjs'
 * @import { Subject } from '../visit.mjs'
 */

const TABS = 5

/**
 * Measures five tabs of one member: their connections and requests, and a push before and after the
 * first tab is closed.
 *
 * @param {Subject} subject
 */
export async function tabs(subject) {
  const runs = await repeat({ ...subject, count: subject.runs }, () =>
    withServer(subject, {}, watchTabs),
  )
  return { runs: runs.length, figures: spreadsOf(runs) }
}

/** @param {{ server: BenchServer, profile: Profile }} opened */
async function watchTabs({ server, profile }) {
  /** @type {Page[]} */
  const pages = []
  for (let index = 0; index < TABS; index += 1) {
    const page = await profile.context.newPage()
    await openPage(page, server)
    pages.push(page)
  }
  await sleep(3000)
  const { connections } = server
  const requestsAtLoad = server.traffic.requests
  const push = await pushTo(pages, server)
  const [first, ...others] = pages
  await first?.close()
  await sleep(1500)
  const connectionsLater = server.connections
  const { store } = server
  server.publish(1)
  const laterMs = await until(
    async () => (await countUpdated(others, store.unread)) === others.length,
    15_000,
  )
  return { connections, requestsAtLoad, ...push, connectionsLater, laterMs }
}

/**
 * Sends one notification, and counts the tabs that show it, and the requests that it causes.
 *
 * @param {readonly Page[]} pages
 * @param {BenchServer} server
 */
async function pushTo(pages, server) {
  server.traffic.restart()
  server.publish(1)
  const { unread } = server.store
  const updateMs = await until(
    async () => (await countUpdated(pages, unread)) === pages.length,
    10_000,
  )
  await sleep(1500)
  return {
    updateMs,
    requestsOfPush: server.traffic.requests,
    updated: await countUpdated(pages, unread),
  }
}

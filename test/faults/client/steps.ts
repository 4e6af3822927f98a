import type { Data } from '../../../src/testing/model/model-data.js'
import { categories } from '../../model/categories.js'
import type { FakeTab } from '../../simulation/browser/fake-browser.js'
import type { Block, FrameFault, Kind } from '../../simulation/network/link.js'
import { actOn } from './member.js'
import type { Page } from '../../support/world/page.js'
import type { Device, World } from '../../support/world/world.js'

/** The target of a step. */
export interface Stage {
  readonly world: World
  readonly device: Device
  saved: Data
}

const MOST_TABS = 4
const latencies = [5, 20, 200, 1_500] as const
const frameFaults: readonly FrameFault[] = ['drop', 'double', 'corrupt', 'hold']
const blockable: readonly Kind[] = ['stream', 'socket', 'sync', 'commands']
const blocks: readonly Block[] = ['refused', 'mute']

const HOUR_MS = 3_600_000
const clockSteps = [HOUR_MS, -HOUR_MS, 24 * HOUR_MS, -24 * HOUR_MS] as const

const pick = <T>(list: readonly T[], n: number): T | undefined => list[n % list.length]
const tabOf = ({ device }: Stage, n: number): FakeTab | undefined =>
  pick([...device.browser.tabs], n)
const runningPage = ({ device }: Stage, n: number): Page | undefined =>
  pick(
    [...device.pages].filter(({ tab }) => tab.isRunning),
    n,
  )

/** The steps by name. `n` selects the target. */
export const steps = {
  create: ({ world }, n) =>
    world.site.server.create(pick(categories, n) ?? '', n % 7 === 0 ? 4 : 0),
  publish: ({ world }, n) =>
    world.site.server.publish(pick(categories, n) ?? '', n % 4 === 0 ? 'course' : 'platform', 0),
  renotify: ({ world }, n) => world.site.server.renotify(n),
  edit: ({ world }, n) => world.site.server.edit(n),
  end: ({ world }, n) => world.site.server.end(n),
  enrol: ({ world }, n) => world.site.server.enrol(n % 2 === 0),
  mute: ({ world }, n) => world.site.server.mute(pick(categories, n) ?? ''),
  switchAddon: ({ world }) => world.site.server.switchAddon(),
  prune: ({ world }) => world.site.server.prune(),
  save: (stage) => void (stage.saved = stage.world.site.server.save()),
  failOver: ({ world, saved }) => world.site.failOver(saved),

  restart: ({ world }) => world.site.cut(),
  kill: ({ world }) => world.site.kill(),
  revive: ({ world }) => {
    world.site.isUp = true
    world.site.refusal = null
  },
  overload: ({ world }, n) => {
    const status = pick([503, 429, 500, 502], n) ?? 503
    world.site.refusal = { status, headers: n % 3 === 0 ? { 'retry-after': '5' } : {} }
  },
  drain: ({ world }, n) => {
    for (const feed of world.site.feeds) world.site.bye(feed, 'deploy', (n % 4) * 500)
  },
  loseHints: ({ world }, n) => void (world.site.isHinted = n % 2 === 0),

  cut: ({ device }) => device.link.cut(),
  die: ({ device }) => void (device.link.state = 'dead'),
  refuse: ({ device }) => void (device.link.state = 'refused'),
  connect: ({ device }) => {
    device.link.state = 'fine'
    device.link.isDeaf = false
  },
  deafen: ({ device }) => void (device.link.isDeaf = true),
  delay: ({ device }, n) => void (device.link.latencyMs = pick(latencies, n) ?? 20),
  tamper: ({ device }, n) => void device.link.frameFaults.push(pick(frameFaults, n) ?? 'drop'),
  loseAnswer: ({ device }) => void (device.link.answersToLose = 1),
  block: ({ device }, n) =>
    void device.link.blocks.set(pick(blockable, n) ?? 'stream', pick(blocks, n >> 2) ?? 'mute'),
  unblock: ({ device }) => device.link.blocks.clear(),

  openTab: async ({ device }) => {
    if (device.browser.tabs.size < MOST_TABS) await device.openPage()
  },
  reload: async (stage, n) => {
    const tab = tabOf(stage, n)
    if (!tab?.isRunning) return
    await stage.device.openPage({}, tab.reload())
  },
  close: (stage, n) => tabOf(stage, n)?.close(),
  crash: (stage, n) => tabOf(stage, n)?.crash(),
  freeze: (stage, n) => tabOf(stage, n)?.freeze(),
  resume: (stage, n) => tabOf(stage, n)?.resume(),
  hang: (stage, n) => tabOf(stage, n)?.hang(),
  unhang: (stage, n) => tabOf(stage, n)?.unhang(),
  hide: (stage, n) => tabOf(stage, n)?.hide(),
  show: (stage, n) => tabOf(stage, n)?.show(),
  focus: (stage, n) => tabOf(stage, n)?.focus(),
  leave: (stage, n) => tabOf(stage, n)?.leave(),
  comeBack: (stage, n) => tabOf(stage, n)?.comeBack(),
  setClock: ({ device }, n) => void (device.browser.clockSkewMs += pick(clockSteps, n) ?? 0),
  sleep: ({ device }, n) => {
    device.browser.stopsClockInSleep = n % 2 === 0
    device.browser.sleep()
  },
  wakeUp: ({ device }) => device.browser.wakeUp(),
  goOffline: ({ device }) => {
    device.link.state = 'refused'
    device.link.cut()
    device.browser.setOnline(false)
  },
  goOnline: ({ device }) => {
    device.link.state = 'fine'
    device.browser.setOnline(true)
  },
  fillStorage: ({ device }, n) => {
    device.browser.storage.limit = n % 2 ? 60 : Infinity
    device.wasForgetful = true
  },
  forbidStorage: ({ device }) => {
    device.browser.storage.isForbidden = true
    device.wasForbidden = device.wasForgetful = true
  },

  act: async (stage, n) => {
    const page = runningPage(stage, n)
    if (page) await actOn(page, n)
  },
  loadOlder: async (stage, n) => {
    await runningPage(stage, n)?.act((inbox) => inbox.loadOlder().catch(() => undefined))
  },
} satisfies Record<string, (stage: Stage, n: number) => void | Promise<void>>

/** The name of a step. */
export type StepName = keyof typeof steps

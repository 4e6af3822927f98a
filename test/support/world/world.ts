import { History } from '../../model/history.js'
import { checkConfirmed, checkConverged } from '../../model/invariants.js'
import type { Cause } from '../../../src/testing/model/model-data.js'
import { ModelServer } from '../../../src/testing/model/model-server.js'
import { expectThat } from '../../model/violation.js'
import {
  FakeBrowser,
  type BrowserOptions,
  type FakeTab,
} from '../../simulation/browser/fake-browser.js'
import { VirtualTime } from '../../simulation/clock/virtual-time.js'
import { Link, type Attempt } from '../../simulation/network/link.js'
import type { Client } from './load-client.js'
import { Network } from '../../simulation/network/network.js'
import { createSeededRandom } from '../seeded-random.js'
import { Page, type PageOptions } from './page.js'
import { ModelSite } from '../../simulation/server/model-site.js'

const receiving: ReadonlySet<Attempt['kind']> = new Set(['stream', 'socket', 'sync'])
/** A page that polls asks again so soon. */
const BETWEEN_POLLS_MS = 1_500

/** One of the member's machines, with one browser. */
export class Device {
  readonly browser: FakeBrowser
  readonly link: Link
  readonly network: Network
  readonly pages = new Set<Page>()
  /** Its storage was forbidden for a while: pages that found locks so never ask again. */
  wasForbidden = false
  /** Its storage was full or forbidden for a while: what is done then can be lost with its page. */
  wasForgetful = false

  constructor(
    readonly world: World,
    options?: BrowserOptions,
  ) {
    const { time } = world
    this.browser = new FakeBrowser(time, options)
    this.link = new Link(time)
    this.network = new Network(this.link, (token) => world.siteOf(token))
    this.network.onPage = (tab, to) => this.pageIn(tab)?.notePage(to)
  }

  /** Opens a page in a new tab that the member sees, or in a given one. */
  async openPage(options: PageOptions = {}, tab = this.browser.openTab()): Promise<Page> {
    const { client } = this.world
    const page = await tab.do(
      () => new Page(tab, client, this.network, options, this.world.inspect),
    )
    if (!page) throw new Error('a page did not open')
    this.pages.add(page)
    this.world.everyPage.add(page)
    tab.onGone.add(() => this.pages.delete(page))
    tab.keepsOutOfCache = () => this.streams.some(({ page: thread }) => thread === tab.thread)
    return page
  }

  /** The page that a tab shows. */
  pageIn(tab: FakeTab): Page | undefined {
    return [...this.pages].find((page) => page.tab === tab)
  }

  /** The connections that bring changes and that its pages have open. Polls in a row are one. */
  get streams(): Attempt[] {
    const since = this.world.time.now - BETWEEN_POLLS_MS
    const brings = this.link.attempts.filter(
      ({ kind, page }) => receiving.has(kind) && page.state !== 'ended',
    )
    const open = brings.filter(({ endedAt }) => endedAt === null)
    const polling = new Map(
      brings
        .filter(({ kind, endedAt }) => kind === 'sync' && endedAt !== null && endedAt >= since)
        .filter(({ page }) => !open.some((attempt) => attempt.page === page))
        .map((attempt) => [attempt.page, attempt]),
    )
    return [...open, ...polling.values()]
  }
}

/** The options of a world. */
export interface WorldOptions {
  readonly client: Client
  /** Chooses all that is left to chance. */
  readonly seed?: number
  readonly Server?: typeof ModelServer
}

/** One member's inbox, the member's machines, and time. Promises are checked at every change of a page. */
export class World implements AsyncDisposable {
  readonly time = new VirtualTime()
  readonly site: ModelSite
  readonly client: Client
  readonly history: History
  readonly devices: Device[] = []
  /** Every page that ever was. */
  readonly everyPage = new Set<Page>()
  /** Every command, and the cursor on the page when it was given. */
  readonly pressed = new Map<string, string>()
  /** Which server a token's member has; the one, unless a test has more. */
  siteOf: (token: string | null) => ModelSite
  readonly #violations: Error[] = []
  readonly #random = Math.random

  constructor({ client, seed = 1, Server = ModelServer }: WorldOptions) {
    this.client = client
    Math.random = createSeededRandom(seed).fraction
    this.history = new History(
      () => this.site.server,
      (command) => this.pressed.get(command),
    )
    const observe = (cause: Cause): void => this.#attempt(() => this.history.record(cause))
    this.site = new ModelSite(this.time, 'inbox', observe, Server)
    this.history.record({ type: 'restart' })
    this.siteOf = () => this.site
  }

  addDevice(options?: BrowserOptions): Device {
    const device = new Device(this, options)
    this.devices.push(device)
    return device
  }

  /** Lets time pass. Throws where a promise was broken. */
  async advance(delayMs: number): Promise<void> {
    await this.time.advance(delayMs)
    this.#report()
  }

  /** Lets time pass until something is so, and returns how long that took. */
  async until(holds: () => boolean, withinMs: number): Promise<number> {
    const tookMs = await this.time.until(holds, withinMs)
    this.#report()
    return tookMs
  }

  /** Whether a page shows the server's truth. */
  isRight(page: Page): boolean {
    const { confirmed, state } = page
    if (confirmed?.cursor !== this.site.server.cursor || state.pending.length > 0) return false
    try {
      checkConverged(page, this.site.server, this.history)
      return true
    } catch {
      return false
    }
  }

  /** Holds a page to the server. */
  checkConverged(page: Page): void {
    checkConverged(page, this.site.server, this.history)
  }

  readonly inspect: ConstructorParameters<typeof Page>[4] = (page, before) => {
    const { confirmed, pending } = page.state
    for (const { command } of pending)
      // The page where it was given has it first.
      if (!this.pressed.has(command.id)) this.pressed.set(command.id, confirmed?.cursor ?? '')
    if (page.confirmed?.inbox !== this.site.inbox) return
    this.#attempt(() => checkConfirmed(page, before, this.history))
  }

  /** Closes every page. Nothing of them may stay behind. */
  async end(): Promise<void> {
    await this.#close()
    // Each store lets go of the one below it a second after its last reader.
    await this.advance(5_000)
    expectThat(this.time.timerCount === 0, () => `${this.time.timerCount} timers are left`)
    const open = this.devices.flatMap(({ streams }) => streams)
    expectThat(open.length === 0, () => `${open.length} connections are left`)
  }

  /** Gives the platform's clock and chance back. */
  async [Symbol.asyncDispose](): Promise<void> {
    try {
      await this.#close()
    } finally {
      this.time[Symbol.dispose]()
      Math.random = this.#random
    }
  }

  async #close(): Promise<void> {
    for (const { pages } of this.devices)
      for (const page of pages) {
        const { tab, inbox } = page
        pages.delete(page)
        if (tab.isRunning) await tab.do(() => inbox.close())
        else tab.crash()
      }
  }

  /** A promise must not break the code that it looks at. */
  #attempt(check: () => void): void {
    try {
      check()
    } catch (error) {
      this.#violations.push(error as Error)
    }
  }

  #report(): void {
    const [first] = this.#violations
    if (first) throw first
  }
}

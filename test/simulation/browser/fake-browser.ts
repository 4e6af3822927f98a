import type { TabEnvironment } from '../../../src/client/tabs/tab-environment.js'
import { ChannelHub } from './fake-channel.js'
import { LockTable } from './fake-locks.js'
import { FakeStorageEvent, StorageArea, type StorageChange } from './fake-storage.js'
import { Thread, type VirtualTime } from '../clock/virtual-time.js'

/** The features that a browser may lack. */
export interface BrowserOptions {
  /** Web Locks need a secure context. @default true */
  readonly hasLocks?: boolean
  /** @default true */
  readonly hasChannels?: boolean
}

/** Chrome fires timers of hidden pages once a second, and after five minutes once a minute. */
const HIDDEN_GRAIN_MS = 1_000
const LONG_HIDDEN_MS = 300_000
const LONG_HIDDEN_GRAIN_MS = 60_000

/** One browser on one machine: what its tabs share. */
export class FakeBrowser {
  readonly tabs = new Set<FakeTab>()
  readonly locks: LockTable
  readonly channels: ChannelHub
  readonly storage = new StorageArea((change) => this.#tell(change))
  /**
   * Whether the monotonic clock stands still while the machine sleeps, as on macOS and Linux. On
   * Windows it goes on.
   */
  stopsClockInSleep = false
  #clockSkewMs = 0

  constructor(
    readonly time: VirtualTime,
    readonly options: BrowserOptions = {},
  ) {
    this.locks = new LockTable(time)
    this.channels = new ChannelHub(time)
  }

  /** Opens a visible tab. A reloaded one keeps its session's storage. */
  openTab(session = new StorageArea()): FakeTab {
    const tab = new FakeTab(this, session)
    tab.thread.clockSkewMs = this.#clockSkewMs
    this.tabs.add(tab)
    return tab
  }

  /** How far the machine's wall clock is ahead. Set in mid-session, it jumps. */
  get clockSkewMs(): number {
    return this.#clockSkewMs
  }

  set clockSkewMs(skewMs: number) {
    this.#clockSkewMs = skewMs
    for (const { thread } of this.tabs) thread.clockSkewMs = skewMs
  }

  /** The machine sleeps: no events, no timers, and no sign of it on the network. */
  sleep(): void {
    for (const { thread } of this.tabs) this.time.stop(thread, 'asleep')
  }

  /** The machine wakes. Its wall clock went on; its timers did not. */
  wakeUp(): void {
    for (const { thread } of this.tabs) this.time.go(thread, this.stopsClockInSleep)
  }

  /** The network is there or gone, and the browser says so. */
  setOnline(isOnline: boolean): void {
    for (const tab of this.tabs) if (tab.isActive) tab.tell(isOnline ? 'online' : 'offline')
  }

  #tell(change: StorageChange): void {
    for (const tab of this.tabs)
      if (tab !== change.from && tab.isActive)
        this.time.post(tab.thread, () => {
          if (this.storage.isForbidden) return
          tab.events.dispatchEvent(new FakeStorageEvent(change, this.storage.view(tab)))
        })
  }
}

/** One tab: a {@link TabEnvironment} for the client, and its life in the hands of a test. */
export class FakeTab implements TabEnvironment {
  readonly events = new EventTarget()
  readonly thread = new Thread()
  isTouch = false
  readonly locks: LockManager | undefined
  /** Called when the page is gone for good. */
  readonly onGone = new Set<() => void>()
  /** Whether something other than its locks keeps the page out of the back/forward cache. */
  keepsOutOfCache: () => boolean = () => false
  /** Whether the page is visible, and whether it has been told so. */
  #isSeen = true
  #isVisible = true
  #hiddenAt = 0
  #hasFocus = false
  #isFrozen = false
  #isInCache = false

  constructor(
    readonly browser: FakeBrowser,
    readonly session: StorageArea,
  ) {
    const { hasLocks = true } = browser.options
    // A page that may store nothing may lock nothing.
    const isForbidden = (): boolean => browser.storage.isForbidden
    this.locks = hasLocks ? browser.locks.managerOf(this.thread, isForbidden) : undefined
  }

  isVisible = (): boolean => this.#isVisible
  hasFocus = (): boolean => this.#hasFocus
  storage = (): Storage => this.browser.storage.view(this)
  sessionStorage = (): Storage => this.session.view(this)
  openChannel = (name: string): BroadcastChannel | undefined =>
    (this.browser.options.hasChannels ?? true)
      ? this.browser.channels.open(name, this.thread, () => this.isActive)
      : undefined

  /** Whether it is a page of today: neither gone nor in the back/forward cache. */
  get isActive(): boolean {
    return this.thread.state !== 'ended' && !this.#isInCache
  }

  /** Whether it can act and hear. */
  get isRunning(): boolean {
    return this.thread.state === 'running' && !this.#isInCache
  }

  /** Does something in the page, and all that comes of it at once. */
  do<T>(act: () => T): Promise<Awaited<T> | undefined> {
    return this.browser.time.run(this.thread, act)
  }

  /** Fires an event of the page, as a task of its own; `after` is called when it is dealt with. */
  tell(type: string, more: object = {}, after?: () => void): void {
    const event = Object.assign(new Event(type), more)
    this.#post(() => this.events.dispatchEvent(event), after)
  }

  /** The page becomes visible. */
  show(): void {
    this.#setVisible(true)
  }

  /** The page becomes hidden. */
  hide(): void {
    this.#setVisible(false)
  }

  /** The page has the keyboard, and no other page of its browser has. */
  focus(): void {
    for (const tab of this.browser.tabs) if (tab.#hasFocus) tab.#blur()
    this.#setVisible(true)
    this.#hasFocus = true
    this.tell('focus')
  }

  /** The browser hides and freezes the page: it gets one last event, then nothing runs. */
  freeze(): void {
    if (this.#isFrozen || !this.isRunning) return
    this.#isFrozen = true
    this.hide()
    this.tell('freeze', {}, () => this.browser.time.stop(this.thread))
  }

  /** The page's thread hangs, in an endless loop for one: no event announces it. */
  hang(): void {
    this.browser.time.stop(this.thread)
  }

  /** Ends {@link hang}. */
  unhang(): void {
    this.browser.time.go(this.thread)
  }

  /** A frozen page goes on. */
  resume(): void {
    if (!this.#isFrozen) return
    this.#isFrozen = false
    this.browser.time.go(this.thread)
    this.tell('resume')
  }

  /** The renderer dies: no event, nothing runs again. */
  crash(): void {
    this.#end()
  }

  /** The member closes the tab. */
  close(): void {
    if (!this.isRunning) return this.#end()
    this.hide()
    this.tell('pagehide', { persisted: false }, () => this.#end())
  }

  /** The member loads the page anew: the same tab, and another page. */
  reload(): FakeTab {
    this.close()
    return this.browser.openTab(this.session)
  }

  /** The member leaves for another page. The browser keeps this one to come back to, if it can. */
  leave(): void {
    if (!this.isRunning) return
    this.hide()
    this.tell('pagehide', { persisted: true }, () => {
      if (this.browser.locks.concerns(this.thread) || this.keepsOutOfCache()) return this.#end()
      this.#isInCache = true
      this.browser.time.stop(this.thread)
    })
  }

  /** Whether the back/forward cache has the page. */
  get isInCache(): boolean {
    return this.#isInCache
  }

  /** The member comes back to the page that was kept. */
  comeBack(): void {
    if (!this.#isInCache) return
    this.#isInCache = false
    this.browser.time.go(this.thread)
    this.tell('pageshow', { persisted: true })
    this.show()
  }

  #post(run: () => void, after?: () => void): void {
    this.browser.time.post(this.thread, run, 0, after)
  }

  #setVisible(isVisible: boolean): void {
    if (this.#isSeen === isVisible || this.thread.state === 'ended') return
    this.#isSeen = isVisible
    if (!isVisible) this.#blur()
    this.#throttle()
    this.#post(() => {
      this.#isVisible = isVisible
      this.events.dispatchEvent(new Event('visibilitychange'))
    })
  }

  #blur(): void {
    if (!this.#hasFocus) return
    this.#hasFocus = false
    this.tell('blur')
  }

  #throttle(): void {
    const { time } = this.browser
    time.throttle(this.thread, this.#isSeen ? 1 : HIDDEN_GRAIN_MS)
    if (this.#isSeen) return
    const hiddenAt = (this.#hiddenAt = time.now)
    const throttleMore = (): void => {
      if (!this.#isSeen && this.#hiddenAt === hiddenAt)
        time.throttle(this.thread, LONG_HIDDEN_GRAIN_MS)
    }
    time.post(time.world, throttleMore, LONG_HIDDEN_MS)
  }

  #end(): void {
    const { time, locks, channels, tabs } = this.browser
    time.end(this.thread)
    locks.forget(this.thread)
    channels.forget(this.thread)
    tabs.delete(this)
    for (const tell of this.onGone) tell()
  }
}

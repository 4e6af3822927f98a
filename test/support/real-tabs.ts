import type { ChildProcess, StdioOptions } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromiumArguments, findEngine } from '../../scripts/lib/engines.mjs'
import { connectDevtools, type Devtools } from './devtools.js'
import { poll, withDeep, PATIENCE_MS } from './in-page.js'
import { spawnBound } from './spawn-bound.js'

/**
 * A Chromium whose tabs are as a person's: one tab of a window is visible and the others are hidden,
 * a hidden tab can be frozen, pages go into the back/forward cache. Playwright keeps all pages visible
 * and that cache off.
 */
export interface RealBrowser {
  /** Its name and version. */
  version(): Promise<string>
  /** The profile that is on disk. */
  profile(): Profile
  /** Makes one with storage, locks and channels of its own, in memory. */
  newProfile(): Promise<Profile>
  /** Whether the disk has this text among what pages keep in `localStorage`: that takes a while. */
  hasWritten(text: string): Promise<boolean>
  /** Ends it as a crash would, and starts it again with what it had written to disk. */
  restart(): Promise<void>
  /** Ends it and removes its data. */
  close(): Promise<void>
}

/** The storage, locks and channels that a person's tabs share. */
export interface Profile {
  /** Opens a tab in front of the newest window's others, which become hidden, and loads a page. */
  openTab(url: string): Promise<RealTab>
  /** Opens a window of its own beside the others: its tab is visible, and theirs stay so. */
  openWindow(url: string): Promise<RealTab>
  close(): Promise<void>
}

/** One tab. */
export interface RealTab {
  /** Runs an expression as {@link import('./browsers.js').Page.evaluate} does. */
  evaluate<T = unknown>(expression: string): Promise<T>
  /** Waits as {@link import('./browsers.js').Page.waitFor} does. */
  waitFor(expression: string, timeoutMs?: number): Promise<void>
  /** Clicks the middle of the first match with the real mouse. */
  click(css: string): Promise<void>
  /** Brings it to the front of its window; the one that was there becomes hidden. */
  show(): Promise<void>
  /** Freezes it, as the browser does to a hidden tab that it wants to be quiet. */
  freeze(): Promise<void>
  /** Ends the freeze. */
  thaw(): Promise<void>
  /** Ends its process as a crash would. */
  crash(): Promise<void>
  /** Puts its page into an endless loop: nothing else runs in it. */
  hang(): Promise<void>
  /** Ends the loop. */
  unhang(): Promise<void>
  /** Takes it off the network, and puts it back. What is open breaks. */
  setOffline(isOffline: boolean): Promise<void>
  goto(url: string): Promise<void>
  back(): Promise<void>
  reload(): Promise<void>
  close(): Promise<void>
}

/** A host whose pages are insecure: plain HTTP, and not this machine by its name. */
export const insecureHost = 'insecure.test'

/** An expression for a page: whether it holds the lock of the stream. Locks are told apart by an id of the page. */
export const isLeader = `await navigator.locks.request('me' + Math.random(), async ({ name }) => {
  const { held } = await navigator.locks.query()
  const { clientId } = held.find((lock) => lock.name === name)
  return held.some((lock) => lock.name.endsWith(':stream') && lock.clientId === clientId)
})`

/**
 * Starts Chromium without a visible window.
 *
 * @param settings What its user has set, as Chromium's file `Preferences` has it.
 * @throws Error when it is not installed.
 */
export async function launchRealTabs(settings: object = {}): Promise<RealBrowser> {
  const data = await mkdtemp(join(tmpdir(), 'belfry-tabs-'))
  await mkdir(join(data, 'Default'))
  await writeFile(join(data, 'Default', 'Preferences'), JSON.stringify(settings))
  let chromium = start(data)
  let devtools = connectDevtools(chromium)
  const kill = async () => {
    const ended = once(chromium, 'exit')
    chromium.kill('SIGKILL')
    await ended
  }
  return {
    version: async () => (await devtools.send<{ product: string }>('Browser.getVersion')).product,
    profile: () => profileOf(devtools, {}),
    newProfile: async () => profileOf(devtools, await devtools.send('Target.createBrowserContext')),
    async hasWritten(text) {
      const folder = join(data, 'Default', 'Local Storage', 'leveldb')
      const files = await readdir(folder)
      const contents = await Promise.all(files.map((file) => readFile(join(folder, file))))
      return contents.some((content) => content.includes(text))
    },
    async restart() {
      await kill()
      chromium = start(data)
      devtools = connectDevtools(chromium)
    },
    async close() {
      await kill()
      // Its helpers may still write for a moment.
      await rm(data, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
    },
  }
}

function start(data: string): ChildProcess {
  const engine = findEngine('chromium')
  if (!engine) throw new Error('chromium is not installed (npm test says how)')
  const args = [
    ...chromiumArguments,
    '--headless',
    '--remote-debugging-pipe',
    `--user-data-dir=${data}`,
    `--host-resolver-rules=MAP ${insecureHost} 127.0.0.1`,
    'about:blank',
  ]
  const stdio: StdioOptions = ['ignore', 'ignore', 'ignore', 'pipe', 'pipe']
  return spawnBound(engine.path, args, { stdio })
}

function profileOf(devtools: Devtools, context: { readonly browserContextId?: string }): Profile {
  let hasWindow = false
  const open = async (url: string, isWindow: boolean) => {
    const target = { url: 'about:blank', newWindow: isWindow || !hasWindow, ...context }
    const { targetId } = await devtools.send<{ targetId: string }>('Target.createTarget', target)
    hasWindow = true
    const tab = await attach(devtools, targetId)
    await tab.goto(url)
    return tab
  }
  return {
    openTab: (url) => open(url, false),
    openWindow: (url) => open(url, true),
    close: async () => void (await devtools.send('Target.disposeBrowserContext', context)),
  }
}

async function attach(devtools: Devtools, targetId: string): Promise<RealTab> {
  const { sessionId } = await devtools.send<{ sessionId: string }>('Target.attachToTarget', {
    targetId,
    flatten: true,
  })
  const send = <T = object>(method: string, params?: object) =>
    devtools.send<T>(method, params, sessionId)
  await send('Page.enable')
  await send('Network.enable')

  async function evaluate<T>(expression: string): Promise<T> {
    const { result, exceptionDetails } = await send<Evaluated<T>>('Runtime.evaluate', {
      expression: withDeep(expression),
      awaitPromise: true,
      returnByValue: true,
      userGesture: true,
    })
    if (exceptionDetails)
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
    return result.value
  }
  const waitFor: RealTab['waitFor'] = (expression, timeoutMs = PATIENCE_MS) =>
    poll(expression, timeoutMs, () => evaluate(`Boolean(${expression})`))
  const setLife = async (state: 'frozen' | 'active') =>
    void (await send('Page.setWebLifecycleState', { state }))
  /** Leaves the page, and waits for the one that comes. */
  const leave = async (navigate: () => Promise<unknown>) => {
    await evaluate('void (globalThis.isLeft = true)')
    await navigate()
    await waitFor(`document.readyState === 'complete' && !globalThis.isLeft`)
  }

  return {
    evaluate,
    waitFor,
    async click(css) {
      await waitFor(`deep(${JSON.stringify(css)}) !== null`)
      const point = await evaluate<object>(middleOf(css))
      for (const type of ['mousePressed', 'mouseReleased'])
        await send('Input.dispatchMouseEvent', { type, ...point, button: 'left', clickCount: 1 })
    },
    show: async () => void (await send('Page.bringToFront')),
    freeze: () => setLife('frozen'),
    thaw: () => setLife('active'),
    async crash() {
      // The browser has ended before it could answer.
      send('Page.crash').catch(() => undefined)
    },
    hang: () => evaluate('void setTimeout(() => { for (;;); })'),
    unhang: async () => void (await send('Runtime.terminateExecution')),
    async setOffline(offline) {
      const speed = { latency: 0, downloadThroughput: -1, uploadThroughput: -1 }
      await send('Network.emulateNetworkConditions', { offline, ...speed })
    },
    goto: (url) => leave(() => send('Page.navigate', { url })),
    reload: () => leave(() => send('Page.reload')),
    async back() {
      const history = await send<History>('Page.getNavigationHistory')
      const { id: entryId } = history.entries[history.currentIndex - 1]!
      await send('Page.navigateToHistoryEntry', { entryId })
    },
    close: async () => void (await devtools.send('Target.closeTarget', { targetId })),
  }
}

interface Evaluated<T> {
  readonly result: { readonly value: T }
  readonly exceptionDetails?: {
    readonly text: string
    readonly exception?: { readonly description: string }
  }
}

interface History {
  readonly currentIndex: number
  readonly entries: readonly { readonly id: number }[]
}

const middleOf = (css: string): string => `(({ x, y, width, height }) =>
  ({ x: x + width / 2, y: y + height / 2 }))(deep(${JSON.stringify(css)}).getBoundingClientRect())`

import type { ChildProcess } from 'node:child_process'
import type { Readable } from 'node:stream'
import { freePort } from './ports.js'
import { spawnBound } from './spawn-bound.js'

/** A WebKitGTK browser on a virtual screen of its own, driven over raw WebDriver. */
export interface WebKitGtk {
  /**
   * Sends one WebDriver command of this session and answers its `value`. `path` is relative to the
   * session.
   *
   * @throws Error with the driver's message when the command fails.
   */
  send(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<unknown>
  /** Ends browser, driver and screen. May be called twice. */
  stop(): Promise<void>
}

/**
 * Starts WebKitGTK. It has no headless mode, so it runs on Xvfb; as root it refuses its sandbox.
 *
 * @param browserPath MiniBrowser, as `findEngine('webkit')` found it.
 * @throws Error when one of the programs does not start.
 */
export async function startWebKitGtk(browserPath: string): Promise<WebKitGtk> {
  const screen = await startScreen()
  const port = await freePort()
  const driver = spawnBound('WebKitWebDriver', [`--port=${port}`, '--host=127.0.0.1'], {
    env: {
      DISPLAY: screen.display,
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
      LIBGL_ALWAYS_SOFTWARE: '1',
      NO_AT_BRIDGE: '1',
    },
    stdio: 'ignore',
  })
  const base = `http://127.0.0.1:${port}`
  const endPrograms = () => {
    driver.kill('SIGKILL')
    // The browser is the driver's child; it ends when its screen does.
    screen.process.kill('SIGKILL')
  }
  try {
    await untilReady(base, driver)
    const session = await openSession(base, browserPath)
    return {
      send: (method, path, body) => call(`${session}${path}`, method, body),
      async stop() {
        await call(session, 'DELETE').catch(() => undefined)
        endPrograms()
      },
    }
  } catch (error) {
    endPrograms()
    throw error
  }
}

/** Xvfb picks a free display number itself and writes it to the descriptor it is given. */
async function startScreen(): Promise<{ process: ChildProcess; display: string }> {
  const options = ['-displayfd', '3', '-screen', '0', '1400x1000x24', '-nolisten', 'tcp']
  const process = spawnBound('Xvfb', options, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  const numbers = process.stdio[3] as Readable
  const display = await new Promise<string>((resolve, reject) => {
    let text = ''
    numbers.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      if (text.includes('\n')) resolve(`:${text.trim()}`)
    })
    process.once('error', reject)
    process.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)))
  })
  return { process, display }
}

async function untilReady(base: string, driver: ChildProcess): Promise<void> {
  const deadline = performance.now() + 30_000
  for (;;) {
    const ready = await call(`${base}/status`, 'GET').then(
      () => true,
      () => false,
    )
    if (ready) return
    if (driver.exitCode !== null || performance.now() > deadline)
      throw new Error('WebKitWebDriver did not start')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

async function openSession(base: string, browserPath: string): Promise<string> {
  const browser = { binary: browserPath, args: ['--automation'] }
  const value = await call(`${base}/session`, 'POST', {
    capabilities: {
      alwaysMatch: { browserName: 'MiniBrowser', 'webkitgtk:browserOptions': browser },
    },
  })
  return `${base}/session/${(value as { sessionId: string }).sessionId}`
}

async function call(url: string, method: string, body?: object): Promise<unknown> {
  const response = await fetch(url, {
    method,
    ...(method === 'POST' && { body: JSON.stringify(body ?? {}) }),
  })
  const { value } = (await response.json()) as { value: unknown }
  if (response.ok) return value
  const { message } = value as { message: string }
  throw new Error(`WebDriver ${method} ${new URL(url).pathname}: ${message}`)
}
